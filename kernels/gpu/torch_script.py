"""What the scripts for PyTorch have in common: how they read arguments, begin, and choose a GPU."""

import argparse
import ctypes
import signal
import sys


def whole(least):
    """Reads whole numbers from `least` on."""

    def read(text):
        if not text.isascii() or not text.isdigit() or int(text) < least:
            raise argparse.ArgumentTypeError(f"it takes a whole number from {least}, not '{text}'")
        return int(text)

    return read


def size(multiple, words):
    """Reads sizes in bytes such as 8, 64K and 1G that are multiples of one, which `words` names."""

    def read(text):
        units = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
        number, unit = (text[:-1], units[text[-1]]) if text[-1:] in units else (text, 1)
        if whole(1)(number) * unit % multiple != 0:
            raise argparse.ArgumentTypeError(f"it takes {words}, not '{text}'")
        return int(number) * unit

    return read


def end_with_parent():
    """The harness can be killed without a chance to end this, which would go on under the next measurement."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, int(signal.SIGKILL))


def import_torch(program):
    try:
        import torch
    except ImportError:
        sys.exit(f"{program}: this python3 has no torch: pip install torch")
    return torch


def begin(parser):
    """The arguments and torch, which comes last: it takes seconds, and what is wrong with arguments is said before."""
    parser.add_argument("--version", action="store_true")
    given = parser.parse_args()
    end_with_parent()
    return given, import_torch(parser.prog)


def choose_gpu(torch, program, gpu):
    if not torch.cuda.is_available():
        sys.exit(f"{program}: torch sees no GPU: look at nvidia-smi or rocm-smi, and for a torch built for this driver")
    if gpu >= torch.cuda.device_count():
        sys.exit(f"{program}: there is no GPU {gpu}: torch sees {torch.cuda.device_count()}, counted from 0")
    torch.cuda.set_device(gpu)
