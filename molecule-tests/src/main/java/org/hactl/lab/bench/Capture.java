package org.hactl.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.LabProcess;
import org.hactl.lab.Poll;

/** Captures packets on a host's interface with {@code dumpcap}, at the kernel's own times. */
final class Capture {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
  private static final int BUFFER_MEBIBYTES = 32;

  private final LabProcess dumpcap;
  private final Path file;

  private Capture(LabProcess dumpcap, Path file) {
    this.dumpcap = dumpcap;
    this.file = file;
  }

  /**
   * Starts a capture; returns once the capture runs.
   *
   * @param filter in libpcap's filter syntax (pcap-filter(7))
   */
  static Capture start(Lab lab, String host, String filter) {
    Path file = lab.folder(host).resolve("heard.pcap");
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(lab.folder(host).resolve("dumpcap.log"));
    } catch (IOException e) {
      throw new LabException("cannot remove " + file + ": " + e.getMessage(), e);
    }
    LabProcess dumpcap =
        lab.spawn(
            host,
            "dumpcap",
            List.of(
                "dumpcap",
                "-q",
                "-P",
                "-i",
                "eth0",
                "-B",
                Integer.toString(BUFFER_MEBIBYTES),
                "-s",
                "96",
                "-f",
                filter,
                "-w",
                file.toString()));
    if (!Poll.until(
        START_TIMEOUT, Duration.ofMillis(20), () -> dumpcap.output().contains("File: "))) {
      throw new LabException("dumpcap does not listen: " + dumpcap.output());
    }
    return new Capture(dumpcap, file);
  }

  /** Ends the capture. */
  List<Heard> stop() {
    dumpcap.terminate();
    dumpcap.await(START_TIMEOUT);
    return soFar();
  }

  /** The packets written so far; those of the last half second may be missing. */
  List<Heard> soFar() {
    try {
      return PcapFile.read(file);
    } catch (IOException e) {
      throw new LabException("cannot read what dumpcap wrote: " + e.getMessage(), e);
    }
  }
}
