package org.hactl.host;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something of this host that is true or false at each moment, and that routers depend on. */
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
  /** What expressions call it. */
  String name();

  /**
   * True while the interface is up and has a carrier.
   *
   * @param upDelayMillis how long it must be up before that counts
   * @param downDelayMillis how long it must be down before that counts
   */
  record Interface(String name, String interfaceName, long upDelayMillis, long downDelayMillis)
      implements TrackerSpec {}

  /**
   * True while a command exits with 0.
   *
   * @param user whom it runs as; null for root
   * @param timeoutMillis after which it is told to end, and two seconds later killed: a failure
   * @param rise successes in a row that make it true
   * @param fall failures in a row that make it false
   * @param initiallyUp what it counts as before it has decided
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
   * @param initial what it counts as, and is made with, where it does not exist; null for 0 and not
   *     made
   */
  record File(String name, String path, @Nullable Integer initial) implements TrackerSpec {}

  /**
   * True while a number of processes within bounds run.
   *
   * @param process the executable's name without its folder, or with {@code arguments} the whole
   *     command line's first word
   * @param arguments that follow, all of them or the first ones; empty for any
   * @param quorum how many at least
   * @param quorumMax how many at most
   * @param upDelayMillis how long there must be enough before that counts
   * @param downDelayMillis how long there must be too few before that counts
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
   * True while a virtual service has that many healthy real servers.
   *
   * @param quorum how many at least
   */
  record Service(String name, String service, int quorum) implements TrackerSpec {}
}
