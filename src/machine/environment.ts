/**
 * What the tools' libraries read and what can move a result: NCCL and RCCL (which path all-reduce takes), CUDA and
 * its libraries (which GPUs, lazy loading, TF32), ROCm's layers (HSA, HIP, ROCR and its BLAS), PyTorch's allocator and
 * collectives, and the threading libraries' counts and bindings.
 */
const kept = [
  /^(?:NCCL|RCCL|TORCH_NCCL)_/,
  /^(?:CUDA|CUBLAS|CUBLASLT)_/,
  /^NVIDIA_(?:VISIBLE_DEVICES|DRIVER_CAPABILITIES|TF32_OVERRIDE)$/,
  /^(?:HSA|HIP|ROCR|ROCBLAS|HIPBLASLT|TENSILE)_/,
  /^(?:GPU_MAX_HW_QUEUES|GPU_DEVICE_ORDINAL|AMD_SERIALIZE_KERNEL|AMD_SERIALIZE_COPY)$/,
  /^(?:PYTORCH_(?:CUDA_|HIP_)?ALLOC_CONF|TORCH_ALLOW_TF32_CUBLAS_OVERRIDE|TORCH_BLAS_PREFER_\w+)$/,
  /^(?:OMP|GOMP|KMP)_/,
];

/** Nothing that these libraries read is secret, but a person may name what they like after them. */
const secret = /KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL/;

const longestValue = 200;

/** The variables of an environment that are kept beside results, sorted by name; long values are cut. */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = Object.keys(environment)
    .filter((name) => kept.some((pattern) => pattern.test(name)) && !secret.test(name))
    .toSorted();
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, shortened(value)]];
    }),
  );
}

function shortened(value: string): string {
  return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}
