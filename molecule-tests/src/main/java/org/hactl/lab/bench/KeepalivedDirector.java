package org.hactl.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.Poll;

/** A keepalived that runs nothing but VRRP. */
record KeepalivedDirector(long number) implements BenchDirector {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

  static KeepalivedDirector start(Lab lab, String host, String config) {
    Path folder = lab.folder(host);
    Path vrrpPid = folder.resolve("vrrp.pid");
    try {
      Files.deleteIfExists(vrrpPid);
      Files.writeString(folder.resolve("keepalived.conf"), config);
      var _ =
          lab.spawn(
              host,
              "keepalived",
              List.of(
                  "keepalived",
                  "-n",
                  "-P",
                  "-f",
                  "keepalived.conf",
                  "-p",
                  "keepalived.pid",
                  "-r",
                  "vrrp.pid"));
      if (!Poll.until(START_TIMEOUT, Duration.ofMillis(50), () -> holdsNumber(vrrpPid))) {
        throw new LabException("keepalived does not start; see " + folder);
      }
      return new KeepalivedDirector(Long.parseLong(Files.readString(vrrpPid).strip()));
    } catch (IOException e) {
      throw new LabException("cannot prepare keepalived in " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Long> findPid() {
    return Optional.of(number);
  }

  private static boolean holdsNumber(Path file) {
    try {
      return Files.readString(file).endsWith("\n");
    } catch (IOException e) {
      return false;
    }
  }
}
