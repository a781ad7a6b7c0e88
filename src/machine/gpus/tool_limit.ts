/** Without persistence mode the driver wakes each GPU for every call, which takes seconds on eight of them. */
export const toolLimitMilliseconds = 60_000;
