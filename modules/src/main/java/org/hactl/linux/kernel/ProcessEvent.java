package org.hactl.linux.kernel;

/** Something happened to a process of this host. */
public sealed interface ProcessEvent {
  /** A process forked: the new process has the same name and command line. */
  record Forked(int parent, int child) implements ProcessEvent {}

  /** A process runs another program now, or changed its name. */
  record Changed(int pid) implements ProcessEvent {}

  record Exited(int pid) implements ProcessEvent {}

  /** Events were lost; the listener must read all processes again. */
  record Resync(String reason) implements ProcessEvent {}
}
