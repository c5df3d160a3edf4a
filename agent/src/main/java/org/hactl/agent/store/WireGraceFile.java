package org.hactl.agent.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.hactl.host.HostState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link WireGrace} of this host, in the file {@code password-grace}. */
public final class WireGraceFile {
  private static final Logger log = LoggerFactory.getLogger(WireGraceFile.class);
  private static final String FILE = "password-grace";

  private final JsonFile<WireGrace> file;
  private final GenerationStore generations;

  WireGraceFile(Storage storage, ObjectMapper mapper, GenerationStore generations) {
    this.file = new JsonFile<>(storage, FILE, mapper, new TypeReference<WireGrace>() {});
    this.generations = generations;
  }

  /**
   * What still counts.
   *
   * @param before the state with the old routers
   */
  public record Left(HostState before, Duration time) {}

  /**
   * The grace of the confirmed generation; empty if there is none or it is over. What cannot be
   * read is logged: then the old routers are not heard any more.
   */
  public Optional<Left> read(long nowMillis) {
    return grace()
        .flatMap(grace ->
            grace
                .left(inForce(), nowMillis)
                .flatMap(time ->
                    generations.kept(grace.before()).map(each -> new Left(each.state(), time))));
  }

  private Optional<WireGrace> grace() {
    return file.read("cannot read since when virtual routers have changed on the wire");
  }

  private long inForce() {
    return generations.confirmed().map(Generation::number).orElse(0L);
  }

  /** Routers of the confirmed generation differ from those of the one with this number. */
  public void begin(long before, long nowMillis) {
    try {
      file.replace(WireGrace.begun(before, inForce(), nowMillis));
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log(
              "cannot write that virtual routers have changed on the wire: after a restart of the"
                  + " agent their old advertisements are not accepted any more");
    }
  }

  /** The time of the grace of the confirmed generation begins again. */
  public void beginAgain(long nowMillis) {
    grace()
        .filter(each -> each.after() == inForce())
        .ifPresent(each -> begin(each.before(), nowMillis));
  }

  /** No old router counts any more. */
  public void end() {
    try {
      file.delete();
    } catch (IOException e) {
      log.atDebug()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("cannot remove a file that has no effect any more: " + FILE);
    }
  }
}
