#!/bin/sh
# Usage: test/run.sh BUILD_FOLDER, from the folder of the Makefile, which calls it when all is built.
# One line a check; ends at the first that fails.
set -u
build=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0
skipped=0

ok() {
    passed=$((passed + 1))
    echo "ok    $1"
}

skip() {
    skipped=$((skipped + 1))
    echo "skip  $1"
}

fail() {
    echo "FAIL  $1"
    for file in out err; do
        [ -s "$scratch/$file" ] && sed "s/^/      $file: /" "$scratch/$file"
    done
    echo "$passed passed, 1 failed, $skipped skipped"
    exit 1
}

# runs NAME STATUS COMMAND...: the command ends with that status; what it printed is in $scratch for what follows.
runs() {
    name=$1
    expected=$2
    shift 2
    "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
    status=$?
    [ $status -eq "$expected" ] || fail "$name: exit code $status instead of $expected"
}

has() {
    grep -Eq -e "$1" "$scratch/out" || fail "$name: no line like: $1"
}

is_silent_on() {
    [ ! -s "$scratch/$1" ] || fail "$name: something on $1"
}

is_refused() {
    runs "$@"
    is_silent_on out
    [ "$(wc -l <"$scratch/err")" -eq 1 ] || fail "$name: not one sentence on stderr"
    ok "$name"
}

tab=$(printf '\t')
number='[0-9]+'
sizes="($number=$number )+bytes|unknown \(.+\)"
nodes="(N$number=$number )+pages|unknown \(.+\)"

table_is_whole() {
    is_silent_on err
    has '^Function    Best Rate MB/s  Avg time     Min time     Max time$'
    for label in 'Copy: ' Scale: 'Add:  ' Triad:; do
        has "^$label {5} {1,11}$number\.[0-9]( {2,}$number\.[0-9]{6}){3}$"
    done
    has '^Solution Validates: avg error less than 1.000000e-13 on all three arrays$'
    has '^# vectors: (base|avx2|avx512f)$'
    has '^# cpus: [0-9,-]+$'
    has '^# ran-on: [0-9,]+$'
    has "^# placement: ($nodes)$"
    has "^# page-sizes: ($sizes)$"
}

# curve_is_whole SIZE...: one line for each, and for no other.
curve_is_whole() {
    is_silent_on err
    for size in "$@"; do
        has "^$size$tab$number\.[0-9]{3}$tab# $number ([KMG]i)?B; page-sizes: ($sizes); placement: ($nodes)$"
    done
    [ "$(grep -vc '^#' "$scratch/out")" -eq $# ] || fail "$name: not $# sizes"
    has '^# cpus: [0-9,-]+$'
    has '^# ran-on: [0-9,]+$'
}

# works IN FOLDER [EMULATOR...]: what must hold of every build.
works() {
    where=$1
    folder=$2
    shift 2
    runs "$where: units" 0 "$@" "$folder/units"
    is_silent_on err
    ok "$name"
    for elements in 1 15 16 17 1000003; do
        runs "$where: stream of $elements elements" 0 "$@" "$folder/stream" -n $elements -r 3
        table_is_whole
        has "^Array size = $elements \(elements\), Offset = 0 \(elements\)$"
        ok "$name"
    done
    for threads in 1 7; do
        runs "$where: stream of 3 elements in $threads threads" 0 env OMP_NUM_THREADS=$threads "$@" "$folder/stream" -n 3 -r 2
        table_is_whole
        has "^Number of Threads requested = $threads$"
        has "^Number of Threads counted = $threads$"
        ok "$name"
    done
    for vectors in base widest; do
        runs "$where: stream with vectors: $vectors" 0 "$@" "$folder/stream" -n 1003 -r 2 --vectors $vectors
        table_is_whole
        [ $vectors = widest ] || has "^# vectors: $vectors$"
        ok "$name"
    done
    runs "$where: stream repeated as often as it may be" 0 "$@" "$folder/stream" -n 1000 -r 250
    table_is_whole
    ok "$name"

    runs "$where: pointer_chase from 4 KiB to 1 MiB" 0 "$@" "$folder/pointer_chase" --max 1M --seconds 0.001
    curve_is_whole 4096 8192 16384 32768 65536 131072 262144 524288 1048576
    ok "$name"
    runs "$where: pointer_chase of a single line" 0 "$@" "$folder/pointer_chase" --min 64 --max 64 --line 64 --seconds 0.001 --seed 0
    curve_is_whole 64
    ok "$name"
    runs "$where: pointer_chase of the shortest lines" 0 "$@" "$folder/pointer_chase" --min 8 --max 64 --line 8 --seconds 0.001
    curve_is_whole 8 16 32 64
    ok "$name"

    for arguments in '-n' '-n 0' '-n -1' '-n 1e6' '-n 80000000x' '-n 99999999999999999999' '-r 1' '-r 251' '-x' '100' '-n=5' '--vectors mmx' '--vectors'; do
        # shellcheck disable=SC2086 # the arguments of one command line
        is_refused "$where: stream $arguments is refused" 2 "$@" "$folder/stream" $arguments
    done
    for arguments in '--min' '--min 0' '--min 3K' '--max 5000' '--max 4k' '--min 8K --max 4K' '--min 64 --line 128' \
        '--max 99999999999G' '--pages huge' '--pages 4K' '--seconds 0' '--seconds -1' '--seconds 1e9' '--seconds 3601' \
        '--seed -1' '--seed x' '--line 48' '--line 4' '--line 8K' '--max=4K' '-h'; do
        # shellcheck disable=SC2086
        is_refused "$where: pointer_chase $arguments is refused" 2 "$@" "$folder/pointer_chase" $arguments
    done
    is_refused "$where: stream says when memory is short" 1 "$@" "$folder/stream" -n 1000000000000
    is_refused "$where: pointer_chase says when memory is short" 1 "$@" "$folder/pointer_chase" --max 8192G --line 4096
    for kernel in stream pointer_chase; do
        runs "$where: $kernel names its build" 0 "$@" "$folder/$kernel" --version
        has "^vcpu-bench $kernel [0-9]+, (gcc|clang) .*-O3"
        ok "$name"
    done
}

works plain "$build"
works sanitized "$build/sanitize"
if command -v aarch64-linux-gnu-gcc >/dev/null && command -v qemu-aarch64-static >/dev/null; then
    env -u MAKEFLAGS -u MAKEOVERRIDES make -s BUILD="$build" aarch64 || fail 'aarch64: build'
    works aarch64 "$build/aarch64" qemu-aarch64-static
else
    skip 'aarch64: gcc-aarch64-linux-gnu or qemu-user-static is not installed'
fi

# ---- what the attestations say ----

page=$(getconf PAGESIZE)
first_cpu=$(sed -n 's/^Cpus_allowed_list:[^0-9]*\([0-9]*\).*/\1/p' /proc/self/status)
for command in 'stream -n 1000 -r 2' 'pointer_chase --max 4K --seconds 0.001'; do
    # shellcheck disable=SC2086
    runs "${command%% *} on one CPU says so" 0 taskset -c "$first_cpu" "$build"/$command
    has "^# cpus: $first_cpu$"
    has "^# ran-on: $first_cpu$"
    ok "$name"
done

# shellcheck disable=SC2017 # each of the three arrays is rounded up to whole pages
pages=$(((8000000 + page - 1) / page * 3))
runs 'stream accounts for every page of its arrays' 0 "$build/stream" -n 1000000 -r 2
bytes=$(sed -n 's/^# page-sizes: //p' "$scratch/out" | tr ' ' '\n' | awk -F= 'NF == 2 { sum += $2 } END { print sum }')
[ "$bytes" -eq $((pages * page)) ] || fail "$name: $bytes bytes in pages"
if grep -q '^# placement: N' "$scratch/out"; then
    sum=$(sed -n 's/^# placement: //p' "$scratch/out" | tr ' ' '\n' | awk -F= 'NF == 2 { sum += $2 } END { print sum }')
    [ "$sum" -eq $pages ] || fail "$name: $sum pages on nodes"
else
    [ ! -e /proc/self/numa_maps ] || fail "$name: placement is unknown"
fi
ok "$name"

runs 'pointer_chase on base pages has no others' 0 "$build/pointer_chase" --min 4M --max 4M --seconds 0.001
has "; page-sizes: $page=4194304 $number=0 bytes;"
ok "$name"

thp=/sys/kernel/mm/transparent_hugepage
if grep -q '\[never\]' $thp/enabled 2>/dev/null || [ ! -e $thp/enabled ]; then
    is_refused 'pointer_chase does without transparent huge pages that are off' 3 "$build/pointer_chase" --pages thp
else
    huge=$(cat $thp/hpage_pmd_size)
    runs 'pointer_chase on transparent huge pages has them' 0 "$build/pointer_chase" --max 4K --pages thp --seconds 0.001
    has "^4096$tab.*; page-sizes: $page=0 $huge=$huge bytes;"
    ok "$name"
fi

for kind in 2M:2048 1G:1048576; do
    kilobytes=${kind#*:}
    free=$(cat "/sys/kernel/mm/hugepages/hugepages-${kilobytes}kB/free_hugepages" 2>/dev/null || echo 0)
    if [ "$free" -eq 0 ]; then
        is_refused "pointer_chase does not measure without reserved pages of ${kind%:*}" 3 \
            "$build/pointer_chase" --pages "${kind%:*}" --max 4K
    else
        runs "pointer_chase on reserved pages of ${kind%:*} has them" 0 \
            "$build/pointer_chase" --pages "${kind%:*}" --max 4K --seconds 0.001
        has "; page-sizes: .*$((kilobytes * 1024))=$((kilobytes * 1024)) bytes;"
        ok "$name"
    fi
done

for vectors in avx2 avx512f; do
    if [ "$(uname -m)" = x86_64 ] && grep -qw $vectors /proc/cpuinfo; then
        runs "stream uses $vectors" 0 "$build/stream" -n 1003 -r 2 --vectors $vectors
        table_is_whole
        has "^# vectors: $vectors$"
        ok "$name"
    else
        is_refused "stream does not claim $vectors, which this CPU has not" 2 "$build/stream" --vectors $vectors
    fi
done

# ---- how a kernel ends ----

for command in 'stream -n 10 -r 2' 'pointer_chase --max 4K --seconds 0.001'; do
    # shellcheck disable=SC2086
    runs "${command%% *} does not hide a full disk" 1 sh -c '"$@" >/dev/full' sh "$build"/$command
    ok "$name"
done

name='a kernel does not outlive a killed parent'
sh -c '"$@" & echo $!; wait' sh "$build/pointer_chase" --max 4K --seconds 60 >"$scratch/out" 2>"$scratch/err" &
parent=$!
until grep -q '^# pointer_chase' "$scratch/out" && grep -Eqx "$number" "$scratch/out"; do sleep 0.05; done
child=$(grep -Ex "$number" "$scratch/out")
kill -KILL $parent
wait $parent 2>/dev/null
tries=0
while [ -d "/proc/$child" ] && ! grep -q '^State:.Z' "/proc/$child/status" 2>/dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || fail "$name"
    sleep 0.1
done
ok "$name"

# ---- on GPUs ----

gpus=$(nvidia-smi -L 2>/dev/null | grep -c '^GPU ')
for kernel in bandwidth matmul all_reduce; do
    if [ ! -x "$build/$kernel" ]; then
        skip "$kernel: not built here"
        continue
    fi
    runs "$kernel names its build" 0 "$build/$kernel" --version
    has "^vcpu-bench $kernel [0-9]+, gcc .*, nvcc .*-O3"
    ok "$name"
    is_refused "$kernel refuses what it does not know" 2 "$build/$kernel" --size 4K
    is_refused "$kernel without a GPU says so" 1 env CUDA_VISIBLE_DEVICES= "$build/$kernel"
    grep -q 'cudaGetDeviceCount.* failed: .*(cudaError.*); ' "$scratch/err" || fail "$name: another reason"
done
if [ -x "$build/bandwidth" ]; then
    for arguments in '--gpu' '--gpu -1' '--gpu 1024' '--bytes 4095' '--bytes 5000' '--bytes 128G' '--bytes x' '--copies 0' \
        '--runs 0' '--runs 1.5'; do
        # shellcheck disable=SC2086
        is_refused "bandwidth $arguments is refused" 2 "$build/bandwidth" $arguments
    done
fi
if [ -x "$build/matmul" ]; then
    for arguments in '--gpu x' '--order 0' '--order 65537' '--iterations 0' '--warm-up'; do
        # shellcheck disable=SC2086
        is_refused "matmul $arguments is refused" 2 "$build/matmul" $arguments
    done
fi
if [ -x "$build/all_reduce" ]; then
    for arguments in '-b 0' '-b 6' '-e 128G' '-f 1' '-g 0' '-n 0' '-w -1' '-b 8K -e 4K' '-c 1'; do
        # shellcheck disable=SC2086
        is_refused "all_reduce $arguments is refused" 2 "$build/all_reduce" $arguments
    done
fi
for script in matmul bandwidth all_reduce; do
    if ! command -v python3 >/dev/null; then
        skip "$script.py: python3 is not installed"
        continue
    fi
    runs "$script.py refuses what it does not know" 2 python3 -B gpu/$script.py --size 4K
    is_silent_on out
    ok "$name"
    if python3 -c 'import torch' 2>/dev/null; then
        skip "$script.py without torch: this python3 has it"
    else
        is_refused "$script.py without torch says so" 1 python3 -B gpu/$script.py
    fi
done

copies_are_whole() {
    for label in Host-to-Device Device-to-Host Both-Directions Device-to-Device; do
        has "^# runs $label GB/s:( $number\.[0-9]{2}){2}$"
        has "^  $label: $number\.[0-9]{2} GB/s$"
    done
    has '^# verified: 4 of 4 transfers$'
}
product_is_whole() {
    has '^# product: 640 x 640 x 640, FP32, TF32 off, '
    has "^# times ms:( $number\.[0-9]{4}){3}$"
    has "^3 matmuls: $number\.[0-9]{3}s \($number\.[0-9]ms each\)$"
    has "^# verified: largest error $number\.[0-9]{4} of 0\.0077 allowed, against float64$"
}
sums_are_whole() {
    for size in 8 32 128 512; do
        has "^ +$size +$((size / 4)) +float +sum +-1 .* $number\.[0-9]{2} +0$"
    done
    has '^# Out of bounds values : 0 OK$'
}
if [ "$gpus" -eq 0 ]; then
    skip 'GPU kernels at work: there is no NVIDIA GPU'
else
    for program in "$build/bandwidth" 'python3 -B gpu/bandwidth.py'; do
        # shellcheck disable=SC2086
        runs "${program##*/} copies" 0 $program --bytes 4M --copies 2 --runs 2
        copies_are_whole
        ok "$name"
    done
    for program in "$build/matmul" 'python3 -B gpu/matmul.py'; do
        # shellcheck disable=SC2086
        runs "${program##*/} multiplies" 0 $program --order 640 --iterations 3 --warm-up 1
        product_is_whole
        ok "$name"
    done
    is_refused 'matmul does not take TF32 for single precision' 1 \
        sh -c '"$@" >/dev/null' sh env NVIDIA_TF32_OVERRIDE=1 "$build/matmul" --iterations 1 --warm-up 1
    for program in "$build/all_reduce" 'python3 -B gpu/all_reduce.py'; do
        # shellcheck disable=SC2086
        runs "${program##*/} sums" 0 $program -b 8 -e 512 -f 4 -g "$gpus" -w 1 -n 3
        sums_are_whole
        ok "$name"
    done
fi

# ---- how they are built ----

name='the loops of stream are loops, not calls of memcpy'
nm -u "$build/objects/stream_loops.o" >"$scratch/out"
grep -Eq 'mem(cpy|move|set)' "$scratch/out" && fail "$name"
ok "$name"

# In a copy, because a touched source would have the launcher build the real ones again.
cp -r Makefile cpu gpu test "$scratch/"
# For one architecture where which one does not matter: those of this machine, or all, are in the programs above.
remake() {
    env -u MAKEFLAGS -u MAKEOVERRIDES make -C "$scratch" CUDA_ARCHS=80 "$@"
}
runs 'a copy builds' 0 remake
ok "$name"
runs 'nothing is made twice' 0 remake
grep -Eq ' (CC|NVCC|LD) ' "$scratch/out" && fail "$name"
ok "$name"
touch "$scratch/cpu/cycle.h"
runs 'a touched header rebuilds what includes it, and nothing else' 0 remake cpu
has 'CC .*cpu/cycle\.c'
has 'CC .*cpu/pointer_chase\.c'
has 'LD .*build/pointer_chase'
[ "$(grep -Ec ' (CC|LD) ' "$scratch/out")" -eq 3 ] || fail "$name"
ok "$name"
if [ -x "$scratch/build/bandwidth" ]; then
    touch "$scratch/gpu/pattern.h"
    runs 'a touched header rebuilds the GPU kernel that includes it, and nothing else' 0 remake
    has 'NVCC gpu/bandwidth\.cu'
    has 'NVCC gpu/pattern\.cu'
    [ "$(grep -Ec ' (CC|NVCC|LD) ' "$scratch/out")" -eq 3 ] || fail "$name"
    ok "$name"
    runs 'GPU kernels are built for the architectures named' 0 remake gpu CUDA_ARCHS='80 90'
    runs 'the architectures show in --version' 0 "$scratch/build/bandwidth" --version
    has 'code=sm_80 .*code=sm_90 .*code=compute_90$'
    ok "$name"
fi
if command -v nvcc >/dev/null; then
    runs 'what needs nothing but the CUDA runtime compiles' 0 remake BUILD="$scratch/parts" \
        CUDA_ARCHS="${CUDA_ARCHS:-all-major}" \
        "$scratch/parts/objects/gpu/product_check.o" "$scratch/parts/objects/gpu/all_reduce_data.o"
    ok "$name"
    runs 'without a CUDA compiler there are no GPU kernels, and no error' 0 remake NVCC= BUILD="$scratch/without"
    [ -x "$scratch/without/stream" ] || fail "$name: no stream"
    [ ! -e "$scratch/without/bandwidth" ] || fail "$name: bandwidth is there"
    ok "$name"
fi
runs 'other flags rebuild' 0 remake cpu CFLAGS=-O2
has 'CC .*cpu/stream\.c'
has 'LD .*build/pointer_chase'
runs 'other flags show in --version' 0 "$scratch/build/stream" --version
has ' -O2 '
ok "$name"

echo "$passed passed, 0 failed, $skipped skipped"
