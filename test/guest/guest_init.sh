#!/bin/bash
# Process 1 of the guest: mounts what Linux programs expect, runs the steps on the second disk one after the other and
# writes what they left in /out to the third.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/payload/bin HOME=/root LANG=C.UTF-8
# The emulator may have fewer CPUs than the guest: threads that spin would keep others from their turn.
export OMP_WAIT_POLICY=passive

# The disk of a namespace: kernels may number disks in another order, and find some after the root.
disk() {
  local found
  until found=$(grep -lx "$1" /sys/block/nvme0n*/nsid); do sleep 0.1; done
  found=${found%/nsid}
  echo "/dev/${found##*/}"
}

power_off() {
  sync
  echo o >/proc/sysrq-trigger
  # The power goes in the background; were process 1 to end before, the kernel would panic.
  sleep infinity
}

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/shm /payload /out/steps
mount -t tmpfs tmpfs /dev/shm
mount -t tmpfs tmpfs /tmp
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount -o ro "$(disk 2)" /payload || power_off
hostname guest

for step in /payload/steps/*; do
  name=${step##*/[0-9][0-9]-}
  out=/out/steps/$name
  mkdir "$out"
  mapfile -d '' -t argv <"$step"
  echo "guest: $name started"
  (cd /payload/suite && exec "${argv[@]}") </dev/null >"$out/stdout" 2>"$out/stderr"
  echo $? >"$out/exit_code"
  echo "guest: $name ended with exit code $(cat "$out/exit_code")"
done

tar -cf "$(disk 3)" -C /out . && echo "guest: results written"
power_off
