package org.hactl.control.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the agent's start-up cache: the agent rehearses its start in a temporary folder and on a
 * kernel in memory. Without a cache the agent only starts more slowly, so a failure is only logged.
 */
final class StartUpCache {
  private static final Logger log = LoggerFactory.getLogger(StartUpCache.class);
  private static final Duration MAX_TRAINING_TIME = Duration.ofSeconds(90);

  /**
   * Keeps the rehearsal's profiles out of the cache. With them, each start would compile the
   * methods that were hot in the rehearsal: twice the processor time, and 15 MB more memory.
   */
  private static final String WITHOUT_PROFILES =
      "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=";

  private StartUpCache() {}

  static void make(Path root) throws IOException {
    Path cache = root.resolve("hactl.aot");
    Path said = Files.createTempFile("hactl-train", ".log");
    try {
      ProcessBuilder training =
          new ProcessBuilder(root.resolve("bin/hactl-agent").toString(), "rehearse")
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      training.environment().put("HACTL_AGENT_OPTS", WITHOUT_PROFILES + cache);
      Process process = training.start();
      process.getOutputStream().close();
      if (!process.waitFor(MAX_TRAINING_TIME.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      if (process.exitValue() != 0 || !Files.exists(cache)) {
        Files.deleteIfExists(cache);
        log.warn("the agent's start-up cache could not be made output={}", Files.readString(said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Files.deleteIfExists(cache);
    } finally {
      Files.deleteIfExists(said);
    }
  }
}
