package org.hactl.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this agent and the script that starts it ({@code hactl-crashes.sh}) know about earlier
 * crashes. The files are in a folder in memory:
 *
 * <ul>
 *   <li>{@code running}: exists from the start until a clean stop;
 *   <li>{@code crashes}: one line for each agent that ended without a clean stop: the time when
 *       this was noticed, in whole seconds of {@code /proc/uptime};
 *   <li>{@code held}: the addresses that this host holds as master, one {@code INTERFACE
 *       ADDRESS/PREFIX} a line. The script removes them if no agent can.
 * </ul>
 */
final class CrashRecord {
  private static final Logger log = LoggerFactory.getLogger(CrashRecord.class);

  /** The same limits as in the script. */
  private static final int CRASHES_OF_A_LOOP = 5;

  private static final long WINDOW_SECONDS = 60;

  private final Path folder;

  /**
   * The content that this agent wrote last; null before its first write, because an earlier agent
   * may have left the file.
   */
  private @Nullable List<String> held;

  CrashRecord(Path folder) {
    this.folder = folder;
  }

  /** Whether the agent is in a crash loop, so that this process has to give its roles away. */
  boolean isLoop(long upSeconds) {
    try {
      return isLoop(Files.readAllLines(folder.resolve("crashes")), upSeconds);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      log.atWarn().addKeyValue("error", e.toString()).log("cannot read the record of crashes");
      return false;
    }
  }

  static boolean isLoop(List<String> crashes, long upSeconds) {
    return crashes.stream()
            .filter(line -> line.matches("[0-9]{1,18}"))
            .filter(line -> Long.parseLong(line) >= upSeconds - WINDOW_SECONDS)
            .count()
        >= CRASHES_OF_A_LOOP;
  }

  /** Records the addresses that this host holds as master from now on. */
  synchronized void hold(Collection<Resource> resources) {
    List<String> now =
        resources.stream()
            .filter(AddressResource.class::isInstance)
            .map(AddressResource.class::cast)
            .map(each -> each.interfaceName() + " " + each.address())
            .toList();
    if (now.equals(held)) {
      return;
    }
    try {
      Path fresh = folder.resolve("held.new");
      Files.write(fresh, now, StandardCharsets.UTF_8);
      Files.move(fresh, folder.resolve("held"), StandardCopyOption.ATOMIC_MOVE);
      held = now;
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("error", e.toString())
          .log("cannot write the record of held addresses");
    }
  }

  /** Removes the record, because the agent stops on request. */
  void stopCleanly() {
    for (String name : List.of("running", "crashes", "held")) {
      try {
        Files.deleteIfExists(folder.resolve(name));
      } catch (IOException e) {
        log.atWarn().addKeyValue("error", e.toString()).log("cannot remove the record of crashes");
      }
    }
  }
}
