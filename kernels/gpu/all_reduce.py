"""all_reduce.py [-b SIZE] [-e SIZE] [-f FACTOR] [-g GPUS] [-w WARM_UP] [-n ITERATIONS]

What all_reduce.cu does, by torch.distributed with one process a GPU: for AMD GPUs without rccl-tests. Prints the table
of nccl-tests; torch.distributed reduces in place only, so the other half of the table says N/A.
"""

import argparse
import os
import sys
import tempfile
import time

# Nothing is written beside the sources, whose dates the launcher compares.
sys.dont_write_bytecode = True
# Python by itself leaves it out under PYTHONSAFEPATH.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from torch_script import begin, end_with_parent, import_torch, size, whole

VERSION = "1"
PROGRAM = "all_reduce.py"


def numbers(torch, count, rank):
    """Whole numbers from 0 to 255, so that their sum is exact in whatever order it is taken."""
    return (torch.arange(count, dtype=torch.int32, device="cuda").add_(97 * rank).mul_(31) % 256).float()


def time_all_reduce(torch, dist, target, iterations):
    """Microseconds an all-reduce by this process's clock: to start them is part of what is measured."""
    torch.cuda.synchronize()
    dist.barrier()
    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(iterations):
        dist.all_reduce(target)
    torch.cuda.synchronize()
    return (time.perf_counter() - start) / iterations * 1e6


def count_wrong(torch, dist, target, rank, gpus):
    """Elements that are not the sum on this GPU, after one all-reduce of known numbers."""
    target.copy_(numbers(torch, target.numel(), rank))
    dist.all_reduce(target)
    expected = sum(numbers(torch, target.numel(), other) for other in range(gpus))
    return int((target != expected).sum().item())


def over_ranks(torch, dist, microseconds, wrong):
    """The mean time of the ranks, as nccl-tests takes it, and the sum of what is wrong."""
    figures = torch.tensor([microseconds, wrong], dtype=torch.float64, device="cuda")
    dist.all_reduce(figures)
    return figures[0].item() / dist.get_world_size(), int(figures[1].item())


def print_header(torch, given):
    print(f"# vcpu-bench all_reduce {VERSION}, torch {torch.__version__}")
    for rank in range(given.g):
        print(f"#  Rank {rank:2d} Group  0 on  localhost device {rank:2d} {torch.cuda.get_device_name(rank)}")
    print("#")
    print(f"#{'':62}out-of-place                       in-place")
    columns = "time   algbw   busbw  #wrong"
    print(f"#       size         count      type   redop    root     {columns}     {columns}")
    units = "(us)  (GB/s)  (GB/s)        "
    print(f"#        (B)    (elements)                               {units}     {units}", flush=True)


def work(rank, given, meeting_point):
    end_with_parent()
    torch = import_torch(PROGRAM)
    import torch.distributed as dist

    torch.cuda.set_device(rank)
    dist.init_process_group(
        "nccl",
        init_method=f"file://{meeting_point}",
        rank=rank,
        world_size=given.g,
        device_id=torch.device("cuda", rank),
    )
    buffer = torch.zeros(given.e // 4, dtype=torch.float32, device="cuda")
    if rank == 0:
        print_header(torch, given)
    busbws, all_wrong = [], 0
    message = given.b
    while message <= given.e:
        target = buffer[: message // 4]
        for _ in range(given.w):
            dist.all_reduce(target)
        own = time_all_reduce(torch, dist, target, given.n)
        microseconds, wrong = over_ranks(torch, dist, own, count_wrong(torch, dist, target, rank, given.g))
        algbw = message / microseconds / 1000
        busbw = algbw * 2 * (given.g - 1) / given.g
        busbws.append(busbw)
        all_wrong += wrong
        if rank == 0:
            print(
                f"{message:12d}  {message // 4:12d}     float     sum      -1      N/A     N/A     N/A     N/A"
                f" {microseconds:8.2f} {algbw:7.2f} {busbw:7.2f} {wrong:7d}",
                flush=True,
            )
        message *= given.f
    if rank == 0:
        print(f"# Out of bounds values : {all_wrong} {'OK' if all_wrong == 0 else 'FAILED'}")
        print(f"# Avg bus bandwidth    : {sum(busbws) / len(busbws):.4f}")
        print("#", flush=True)
    dist.destroy_process_group()
    if all_wrong != 0:
        sys.exit(f"all_reduce.py: {all_wrong} elements are not the sum, so the times mean nothing")


def main():
    parser = argparse.ArgumentParser(prog=PROGRAM, allow_abbrev=False)
    floats = size(4, "a size in whole floats")
    parser.add_argument("-b", type=floats, default=8)
    parser.add_argument("-e", type=floats, default=1 << 30)
    parser.add_argument("-f", type=whole(2), default=2)
    parser.add_argument("-g", type=whole(1), default=2)
    parser.add_argument("-w", type=whole(0), default=5)
    parser.add_argument("-n", type=whole(1), default=20)
    given, torch = begin(parser)
    if given.version:
        nccl = ".".join(map(str, torch.cuda.nccl.version())) if torch.cuda.is_available() else "unknown"
        print(f"vcpu-bench all_reduce.py {VERSION}, torch {torch.__version__}, NCCL {nccl}")
        return 0
    there = torch.cuda.device_count()
    if given.g > there:
        sys.exit(f"all_reduce.py: -g {given.g} takes more GPUs than the {there} that torch sees")
    if given.b > given.e:
        sys.exit(f"all_reduce.py: -b {given.b} is larger than -e {given.e}")
    with tempfile.TemporaryDirectory() as folder:
        torch.multiprocessing.spawn(work, (given, os.path.join(folder, "meeting-point")), given.g)
    return 0


if __name__ == "__main__":
    sys.exit(main())
