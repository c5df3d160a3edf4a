package org.hactl.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hactl.api.AuditEntry;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(List.of());

  @TempDir private Path folder;

  @Test
  void givesTheNewestFirstAlsoAfterARestart() throws IOException {
    AuditLog before = log(1_000_000);
    before.add(entry(1));
    before.add(entry(2));
    AuditLog log = log(1_000_000);
    log.add(entry(3));
    assertThat(log.newest(10)).containsExactly(entry(3), entry(2), entry(1));
    assertThat(log.newest(1)).containsExactly(entry(3));
    assertThat(log.newest(0)).isEmpty();
  }

  @Test
  void staysWithinItsSizeLimitAlsoAcrossRestarts() throws IOException {
    for (int i = 1; i <= 100; i++) {
      log(2_000).add(entry(i));
    }
    assertThat(Files.size(folder.resolve("audit"))).isLessThanOrEqualTo(2_000);
    assertThat(Files.size(folder.resolve("audit.1"))).isBetween(1_000L, 2_000L);
    List<AuditEntry> newest = log(2_000).newest(8);
    assertThat(newest).hasSize(8);
    assertThat(newest.getFirst()).isEqualTo(entry(100));
    assertThat(newest.getLast()).isEqualTo(entry(93));
  }

  @Test
  void onlyADamagedLineIsLost() throws IOException {
    AuditLog log = log(1_000_000);
    log.add(entry(1));
    Files.write(
        folder.resolve("audit"),
        new byte[] {'\n', 'n', 'u', 'l', 'l', '\n', (byte) 0xff, 0, '\n', '{', '"', 'a'},
        StandardOpenOption.APPEND);
    log.add(entry(2));
    assertThat(log.newest(10)).containsExactly(entry(2), entry(1));
  }

  @Test
  void aFileThatCannotBeReadIsPutAside() throws IOException {
    Files.createDirectory(folder.resolve("audit"));
    AuditLog log = log(1_000_000);
    log.add(entry(1));
    assertThat(Files.readString(folder.resolve("audit"))).contains("ann@desk");
    assertThat(folder.resolve("audit.1")).isDirectory();
  }

  @Test
  void aFullDiskIsNoError() throws IOException {
    AtomicBoolean full = new AtomicBoolean(true);
    AuditLog log =
        new AuditLog(new StorageThatFills(new DiskStorage(folder), full), MAPPER, 2_000, "0.1.0");
    log.add(entry(1));
    full.set(false);
    log.add(entry(2));
    assertThat(log.newest(10)).containsExactly(entry(2));
  }

  private AuditLog log(long maxBytes) throws IOException {
    return new AuditLog(new DiskStorage(folder), MAPPER, maxBytes, "0.1.0");
  }

  private static AuditEntry entry(long serial) {
    SiteVersion version =
        new SiteVersion("shop", serial, "c0ffee", true, "ann@desk", 5, Map.of(), List.of());
    return AuditEntry.of(serial, 7, AuditEntry.Outcome.CONFIRMED, "", version).by("0.1.0");
  }
}
