package org.hactl.linux.netlink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Loads the kernel's IPVS module, which needs the right to load modules. */
public final class Modprobe {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private Modprobe() {}

  /** Runs {@code modprobe ip_vs} and returns its output. */
  public static String ipvs() {
    // Does not use PATH: the PATH of a service often lacks /sbin and /usr/sbin.
    Optional<String> program =
        Stream.of("/usr/sbin/modprobe", "/sbin/modprobe", "/usr/bin/modprobe")
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst();
    if (program.isEmpty()) {
      return "there is no modprobe on this host";
    }
    return run(List.of(program.get(), "ip_vs"), TIMEOUT);
  }

  /** Runs a program for at most {@code timeout} and returns its output. */
  static String run(List<String> command, Duration timeout) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      // Read on another thread: reading ends only when the program does.
      FutureTask<byte[]> output = new FutureTask<>(process.getInputStream()::readAllBytes);
      Thread.ofPlatform().name("modprobe").daemon(true).start(output);
      if (!process.waitFor(timeout)) {
        process.destroyForcibly();
        return "it did not end within " + timeout.toSeconds() + " s";
      }
      String said =
          new String(output.get(timeout.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8)
              .strip();
      return said.isEmpty() ? "exit status " + process.exitValue() : said;
    } catch (IOException e) {
      return "could not be run: " + e.getMessage();
    } catch (ExecutionException | TimeoutException e) {
      return "its output could not be read: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
