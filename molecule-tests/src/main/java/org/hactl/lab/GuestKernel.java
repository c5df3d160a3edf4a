package org.hactl.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * How a guest kernel is started.
 *
 * @param processor the processor to which the guest is bound: the guest and the processes that it
 *     traces wake each other at every system call, which costs four times as much across processors
 */
record GuestKernel(
    String namespace,
    String name,
    String machineId,
    String port,
    Path controlFolder,
    Disks disks,
    int memoryMiB,
    int processor) {

  /**
   * The files that a guest reads and writes.
   *
   * @param disk the copy-on-write layer over {@code baseImage}
   * @param seed a tar archive with the guest's identity
   * @param repository the folder of packages that the guest mounts
   */
  record Disks(Path disk, Path baseImage, Path seed, Path repository) {}

  /** The command line. Each program replaces the previous one, so the pid stays the same. */
  List<String> argv() {
    return List.of(
        "setsid",
        "taskset",
        "--cpu-list",
        Integer.toString(processor),
        "ip",
        "netns",
        "exec",
        namespace,
        "linux.uml",
        "umid=" + name,
        "uml_dir=" + controlFolder + "/",
        "mem=" + memoryMiB + "M",
        "ubd0=" + disks.disk + "," + disks.baseImage,
        "ubd1r=" + disks.seed,
        "root=/dev/ubda",
        "rootfstype=ext4",
        "rw",
        "hostfs=" + disks.repository,
        "vec0:transport=tap,ifname=" + port + ",depth=64,gro=1",
        "systemd.machine_id=" + machineId,
        "selinux=0",
        "con=null",
        "con0=null,fd:1",
        "quiet");
  }
}
