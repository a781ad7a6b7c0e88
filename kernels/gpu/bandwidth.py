"""bandwidth.py [--gpu N] [--bytes SIZE] [--copies N] [--runs N]

What bandwidth.cu does, by PyTorch: for AMD GPUs, and wherever torch is and CUDA's compiler is not. Prints the same
lines, except where the host memory lay: it is torch's own pinned memory.
"""

import argparse
import ctypes
import signal
import statistics
import sys

VERSION = "1"


def import_torch():
    """At the last moment, because it takes seconds, and what is wrong with the arguments can be said before."""
    try:
        import torch
    except ImportError:
        sys.exit("bandwidth.py: this python3 has no torch: pip install torch")
    return torch


def end_with_parent():
    """The harness can be killed without a chance to end this, which would go on under the next measurement."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, int(signal.SIGKILL))

# A copy within the GPU takes a fortieth of one over PCIe, so more of them make a run.
LOCAL_FACTOR = 8


def whole(text):
    if not text.isascii() or not text.isdigit() or int(text) < 0:
        raise argparse.ArgumentTypeError(f"it takes a whole number, not '{text}'")
    return int(text)


def positive(text):
    if whole(text) == 0:
        raise argparse.ArgumentTypeError("it takes a whole number from 1")
    return whole(text)


def size(text):
    units = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
    number, unit = (text[:-1], units[text[-1]]) if text[-1:] in units else (text, 1)
    if positive(number) * unit % 4096 != 0:
        raise argparse.ArgumentTypeError(f"it takes a multiple of 4K, not '{text}'")
    return int(number) * unit


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
    parser.add_argument("--gpu", type=whole, default=0)
    parser.add_argument("--bytes", type=size, default=512 << 20)
    parser.add_argument("--copies", type=positive, default=4)
    parser.add_argument("--runs", type=positive, default=5)
    parser.add_argument("--version", action="store_true")
    given = parser.parse_args()
    end_with_parent()
    torch = import_torch()
    if given.version:
        print(f"vcpu-bench bandwidth.py {VERSION}, torch {torch.__version__}")
        return 0
    if not torch.cuda.is_available():
        sys.exit("bandwidth.py: torch sees no GPU: look at nvidia-smi or rocm-smi, and for a torch built for this driver")
    if given.gpu >= torch.cuda.device_count():
        sys.exit(f"bandwidth.py: there is no GPU {given.gpu}: torch sees {torch.cuda.device_count()}, counted from 0")
    torch.cuda.set_device(given.gpu)
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
