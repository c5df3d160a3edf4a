package org.hactl.lab;

import java.util.List;

/**
 * The part of a lab that differs between the drivers. {@link RunningLab} keeps the records and the
 * network.
 */
interface HostDriver {
  /** Checks this machine and makes the parts that all hosts share; returns a record with these. */
  LabRecord prepare(LabRecord record, LabProgress progress);

  /** Makes a host's disk, keys and port; does not start the host. */
  void create(LabRecord record, HostRecord host);

  /** Starts the host. Returns without waiting. */
  void start(LabRecord record, HostRecord host);

  /**
   * Waits until the host answers.
   *
   * @throws LabException if the host dies meanwhile or does not answer in time
   */
  void awaitReady(HostRecord host);

  boolean isOn(HostRecord host);

  /**
   * Where a host's console is and what it said last, for an error message; empty if it has none.
   */
  String lastWords(HostRecord host);

  void powerOff(HostRecord host);

  /** Takes back what a host that is off has written, so that its next start is its first. */
  void forget(HostRecord host);

  /** The process on this machine that runs the host; null if there is not exactly one. */
  @org.jspecify.annotations.Nullable
  Long pid(HostRecord host);

  /** The command line that runs a command in the host from this machine. */
  List<String> argv(HostRecord host, List<String> command);

  /** {@link #argv} for a person at a terminal. */
  default List<String> terminalArgv(HostRecord host, List<String> command) {
    return argv(host, command);
  }

  void cut(HostRecord host, Cut how);
}
