package org.hactl.lab;

import java.util.List;

/**
 * What differs between the kinds of hosts. {@link RunningLab} keeps the records and the network.
 */
interface HostDriver {
  /** Checks this machine and makes what all hosts share; returns the record with what it made. */
  LabRecord prepare(LabRecord record, LabProgress progress);

  /** Makes a host's disk, keys and port, all but its life. */
  void create(LabRecord record, HostRecord host);

  /** Gives it life. Returns without waiting. */
  void start(LabRecord record, HostRecord host);

  /**
   * Waits until it answers.
   *
   * @throws LabException if it dies on the way or does not answer in time
   */
  void awaitReady(HostRecord host);

  boolean isOn(HostRecord host);

  void powerOff(HostRecord host);

  /** This machine's process behind the host, or null where there is no single one. */
  @org.jspecify.annotations.Nullable
  Long pid(HostRecord host);

  /** Words that run a command in the host from this machine. */
  List<String> argv(HostRecord host, List<String> command);

  /** {@link #argv} for a person at a terminal. */
  default List<String> terminalArgv(HostRecord host, List<String> command) {
    return argv(host, command);
  }

  void cut(HostRecord host, Cut how);
}
