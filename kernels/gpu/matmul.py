"""matmul.py [--gpu N] [--order N] [--iterations N] [--warm-up N]

What matmul.cu does, by PyTorch: for AMD GPUs, and wherever torch is and CUDA's compiler is not. Prints the same lines.
"""

import argparse
import os
import sys

# Nothing is written beside the sources, whose dates the launcher compares.
sys.dont_write_bytecode = True
# Python by itself leaves it out under PYTHONSAFEPATH.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from torch_script import begin, choose_gpu, whole

VERSION = "1"


def largest_error(torch, a, b, c):
    """The largest element of |C x - A (B x)| in float64 for a random x of 1 and -1, as product_check.h explains."""
    order = a.shape[0]
    x = torch.randint(0, 2, (order,), device=a.device).double() * 2 - 1
    # In slices, because a whole matrix in float64 takes twice its memory.
    def times(matrix, vector):
        return torch.cat([rows.double() @ vector for rows in matrix.split(1024)])

    return (times(c, x) - times(a, times(b, x))).abs().max().item()


def measure(torch, a, b, c, iterations):
    """Milliseconds of each multiplication, by events on the GPU, all of them queued ahead."""
    events = [torch.cuda.Event(enable_timing=True) for _ in range(iterations + 1)]
    events[0].record()
    for event in events[1:]:
        torch.matmul(a, b, out=c)
        event.record()
    torch.cuda.synchronize()
    return [start.elapsed_time(end) for start, end in zip(events, events[1:])]


def main():
    parser = argparse.ArgumentParser(prog="matmul.py", allow_abbrev=False)
    parser.add_argument("--gpu", type=whole(0), default=0)
    parser.add_argument("--order", type=whole(1), default=8192)
    parser.add_argument("--iterations", type=whole(1), default=10)
    parser.add_argument("--warm-up", type=whole(1), default=10)
    given, torch = begin(parser)
    library = f"torch {torch.__version__}"
    if given.version:
        print(f"vcpu-bench matmul.py {VERSION}, {library}")
        return 0
    choose_gpu(torch, parser.prog, given.gpu)
    torch.backends.cuda.matmul.allow_tf32 = False
    order = given.order
    print(f"vcpu-bench matmul {VERSION}")
    print(f"# product: {order} x {order} x {order}, FP32, TF32 off, {library}")

    random = torch.Generator(device="cuda").manual_seed(1)
    a, b = (torch.rand(order, order, device="cuda", generator=random) * 2 - 1 for _ in range(2))
    c = torch.empty_like(a)
    measure(torch, a, b, c, given.warm_up)
    # Not a number: what is verified was written by what was timed.
    c.fill_(float("nan"))
    times = measure(torch, a, b, c, given.iterations)

    print(f"GPU {given.gpu} [{torch.cuda.get_device_name(given.gpu)}]")
    print("# times ms:", *(f"{time:.4f}" for time in times))
    print(f"{len(times)} matmuls: {sum(times) / 1000:.3f}s ({sum(times) / len(times):.1f}ms each)")
    error, allowed = largest_error(torch, a, b, c), 1.2e-5 * order
    print(f"# verified: largest error {error:.4f} of {allowed:.4f} allowed, against float64")
    if not error <= allowed:
        sys.exit("matmul.py: the product is wrong or of less than single precision, so its times mean nothing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
