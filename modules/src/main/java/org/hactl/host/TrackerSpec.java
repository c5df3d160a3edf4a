package org.hactl.host;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tracker: something on this host that is true or false and that routers depend on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TrackerSpec.Interface.class, name = "interface"),
  @JsonSubTypes.Type(value = TrackerSpec.Script.class, name = "script"),
  @JsonSubTypes.Type(value = TrackerSpec.File.class, name = "file"),
  @JsonSubTypes.Type(value = TrackerSpec.Process.class, name = "process"),
  @JsonSubTypes.Type(value = TrackerSpec.Bfd.class, name = "bfd"),
  @JsonSubTypes.Type(value = TrackerSpec.Service.class, name = "service")
})
public sealed interface TrackerSpec {
  /** The name that expressions use for it. */
  String name();

  /**
   * True while the interface is up and has a carrier.
   *
   * @param upDelayMillis how long it must be up before the tracker becomes true
   * @param downDelayMillis how long it must be down before the tracker becomes false
   */
  record Interface(String name, String interfaceName, long upDelayMillis, long downDelayMillis)
      implements TrackerSpec {}

  /**
   * True while a command exits with 0.
   *
   * @param user the user it runs as; null for root
   * @param timeoutMillis after which it gets SIGTERM, and two seconds later SIGKILL; this is a
   *     failure
   * @param rise successes in a row that make it true
   * @param fall failures in a row that make it false
   * @param initiallyUp its value before the first {@code rise} or {@code fall} is reached
   */
  record Script(
      String name,
      List<String> command,
      @Nullable String user,
      long intervalMillis,
      long timeoutMillis,
      int rise,
      int fall,
      boolean initiallyUp)
      implements TrackerSpec {
    public Script {
      command = List.copyOf(command);
    }
  }

  /**
   * A file that holds a whole number, -254 to 254; false while that is -254, true otherwise.
   *
   * @param initial the number that counts while the file does not exist, and with which it is
   *     created; null to count as 0 and not create it
   */
  record File(String name, String path, @Nullable Integer initial) implements TrackerSpec {}

  /**
   * True while a number of processes within bounds run.
   *
   * @param process the executable's name without its folder; with {@code arguments} the first word
   *     of the command line
   * @param arguments the words that follow on the command line, all or the first of them; empty for
   *     any
   * @param quorum how many at least
   * @param quorumMax how many at most
   * @param upDelayMillis how long enough processes must run before the tracker becomes true
   * @param downDelayMillis how long the number must be out of bounds before the tracker becomes
   *     false
   */
  record Process(
      String name,
      String process,
      List<String> arguments,
      int quorum,
      int quorumMax,
      long upDelayMillis,
      long downDelayMillis)
      implements TrackerSpec {
    public Process {
      arguments = List.copyOf(arguments);
    }
  }

  /** True while a BFD session is up. */
  record Bfd(String name, String session) implements TrackerSpec {}

  /**
   * True while a virtual service has enough healthy real servers.
   *
   * @param quorum how many at least; 0 for the quorum of the service itself
   */
  record Service(String name, String service, int quorum) implements TrackerSpec {}
}
