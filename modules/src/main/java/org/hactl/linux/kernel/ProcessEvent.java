package org.hactl.linux.kernel;

/** Something happened to a process of this host. */
public sealed interface ProcessEvent {
  /** A process made another, which is the same as itself but for its number. */
  record Forked(int parent, int child) implements ProcessEvent {}

  /** A process runs another program now, or has another name. */
  record Changed(int pid) implements ProcessEvent {}

  record Exited(int pid) implements ProcessEvent {}

  /** Events were lost; only looking at all processes tells what runs. */
  record Resync(String reason) implements ProcessEvent {}
}
