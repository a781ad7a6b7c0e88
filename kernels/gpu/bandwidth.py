"""bandwidth.py [--gpu N] [--bytes SIZE] [--copies N] [--runs N]

What bandwidth.cu does, by PyTorch: for AMD GPUs, and wherever torch is and CUDA's compiler is not. Prints the same
lines, except where the host memory lay: it is torch's own pinned memory.
"""

import argparse
import os
import statistics
import sys

# Nothing is written beside the sources, whose dates the launcher compares.
sys.dont_write_bytecode = True
# Python by itself leaves it out under PYTHONSAFEPATH.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from torch_script import begin, choose_gpu, size, whole

VERSION = "1"

# A copy within the GPU takes a fortieth of one over PCIe, so more of them make a run.
LOCAL_FACTOR = 8


def time_copies(torch, pairs, streams, copies):
    """Milliseconds from the moment the first copy may start until the last stream has ended."""
    start = torch.cuda.Event(enable_timing=True)
    start.record(streams[0])
    ends = []
    for _, stream in zip(pairs[1:], streams[1:]):
        stream.wait_event(start)
    for _ in range(copies):
        for (to, source), stream in zip(pairs, streams):
            with torch.cuda.stream(stream):
                to.copy_(source, non_blocking=True)
    for _, stream in zip(pairs, streams):
        end = torch.cuda.Event(enable_timing=True)
        end.record(stream)
        ends.append(end)
    torch.cuda.synchronize()
    return max(start.elapsed_time(end) for end in ends)


def main():
    parser = argparse.ArgumentParser(prog="bandwidth.py", allow_abbrev=False)
    parser.add_argument("--gpu", type=whole(0), default=0)
    parser.add_argument("--bytes", type=size(4096, "a multiple of 4K"), default=512 << 20)
    parser.add_argument("--copies", type=whole(1), default=4)
    parser.add_argument("--runs", type=whole(1), default=5)
    given, torch = begin(parser)
    if given.version:
        print(f"vcpu-bench bandwidth.py {VERSION}, torch {torch.__version__}")
        return 0
    choose_gpu(torch, parser.prog, given.gpu)
    words = given.bytes // 8
    print(f"vcpu-bench bandwidth {VERSION}, torch {torch.__version__}")
    print(
        f"# buffers: {given.bytes} bytes, host memory pinned; {given.copies} copies a run"
        f" (device to device: {given.copies * LOCAL_FACTOR}), {given.runs} runs"
    )
    print(f"GPU {given.gpu} [{torch.cuda.get_device_name(given.gpu)}]")

    places = torch.arange(words, dtype=torch.int64)
    patterns = [places * 2654435761 + seed for seed in (1, 2)]
    host = [torch.zeros(words, dtype=torch.int64).pin_memory() for _ in range(2)]
    device = [torch.zeros(words, dtype=torch.int64, device="cuda") for _ in range(2)]
    streams = [torch.cuda.Stream() for _ in range(2)]
    up, down, local = (device[0], host[0]), (host[1], device[1]), (device[0], device[1])
    transfers = [
        ("Host-to-Device", [up], given.copies),
        ("Device-to-Host", [down], given.copies),
        ("Both-Directions", [up, down], given.copies),
        ("Device-to-Device", [local], given.copies * LOCAL_FACTOR),
    ]
    medians = []
    for label, pairs, copies in transfers:
        host[0].copy_(patterns[0])
        device[1].copy_(patterns[1])
        for to, _ in pairs:
            to.zero_()
        torch.cuda.synchronize()
        moved = given.bytes * copies * len(pairs)
        time_copies(torch, pairs, streams, copies)
        rates = [moved / 1e6 / time_copies(torch, pairs, streams, copies) for _ in range(given.runs)]
        print(f"# runs {label} GB/s:", *(f"{rate:.2f}" for rate in rates))
        medians.append((label, statistics.median(rates)))
        if not all(torch.equal(to.cpu(), patterns[0 if source is host[0] else 1]) for to, source in pairs):
            sys.exit(f"bandwidth.py: {label}: not all bytes arrived, so the rates mean nothing")
    for label, rate in medians:
        print(f"  {label}: {rate:.2f} GB/s")
    print("# counted: each byte copied once, in both directions together where there are two")
    print("# verified: 4 of 4 transfers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
