/** Names of the files in a configuration's folder that have them whatever was measured. */
export const metadataFile = "metadata.json";
export const samplesFile = "samples.csv";
export const summaryFile = "summary.csv";
