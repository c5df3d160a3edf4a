package org.hactl.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A running lab: hosts and a control node on one Ethernet segment. Made by {@link Labs#up}, found
 * again by {@link Labs#open}. All methods throw {@link LabException} if they fail; for an unknown
 * host its message suggests the nearest name. Safe for use from several threads.
 */
public interface Lab {
  /** The host name of the control node: this machine's software on the lab's segment. */
  String CONTROL = "control";

  /** How long {@link #exec(String, String...)} waits for a command. */
  Duration EXEC_TIMEOUT = Duration.ofMinutes(2);

  String name();

  Driver driver();

  List<HostSpec> hosts();

  LabStatus status();

  /** Runs a command in a host, or in {@link #CONTROL}; the arguments are passed unchanged. */
  default ExecResult exec(String host, String... command) {
    return exec(host, EXEC_TIMEOUT, List.of(command));
  }

  /** Runs a shell command line in a host, or in {@link #CONTROL}. */
  default ExecResult sh(String host, String script) {
    return exec(host, "sh", "-c", script);
  }

  /** Like {@link #exec(String, String...)}, but ends the command after {@code timeout}. */
  ExecResult exec(String host, Duration timeout, List<String> command);

  /** Runs a command with this process's own input and output, and returns its exit status. */
  int attach(String host, List<String> command);

  /**
   * Starts a command and does not wait for its end. Its output goes to a log file in the lab's
   * folder, named after the process. In a {@link Driver#NETNS} host, {@link #powerOff} kills the
   * process.
   *
   * @param process a name for the process, unique in its host while the process runs
   */
  LabProcess spawn(String host, String process, List<String> command);

  /** The command line that runs {@code command} in a host from this machine. */
  List<String> argv(String host, List<String> command);

  /** Cuts the power: the kernel, or all processes of a namespace, die at once. Idempotent. */
  void powerOff(String host);

  /** Switches a host on and waits until it answers. Does nothing if it is on. */
  void start(String host);

  /** Takes the host off the segment; idempotent. */
  void cut(String host, Cut how);

  /** {@link #cut(String, Cut)} in the way that every driver has: {@link Cut#SILENT}. */
  default void cut(String host) {
    cut(host, Cut.SILENT);
  }

  /** Undoes {@link #cut}; idempotent. */
  void heal(String host);

  /** Adds a host to the running lab and waits until it answers. */
  void add(HostSpec host);

  /** Removes the lab and everything it made. Idempotent. */
  void down();

  /** A folder on this machine for the files of a host's processes; removed with the lab. */
  Path folder(String host);

  /** Private key that opens every host as root (driver {@link Driver#UML}). */
  Path privateKey();

  /** The hosts' public keys in OpenSSH's known_hosts form (driver {@link Driver#UML}). */
  Path knownHosts();
}
