package org.hactl.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteKeys;
import org.hactl.host.HostJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteKeyFileTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(List.of());

  @TempDir private Path folder;

  @Test
  void theKeyIsThereAfterARestartForRootAlone() throws IOException {
    assertThat(file().get()).isEmpty();
    file().hold(keys(1));
    assertThat(file().get()).contains(keys(1));
    assertThat(Files.getPosixFilePermissions(folder.resolve("site-key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void anEarlierKeyLeavesTheDisk() throws IOException {
    SiteKeyFile file = file();
    file.hold(keys(1));
    file.hold(keys(2));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        assertThat(Files.readString(each)).as("%s", each).doesNotContain(key(1).value());
      }
    }
    assertThat(file().get()).contains(keys(2));
  }

  @Test
  void aDamagedKeyCountsAsMissing() throws IOException {
    file().hold(keys(1));
    Files.write(folder.resolve("site-key"), "nonsense".getBytes(StandardCharsets.UTF_8));
    SiteKeyFile file = file();
    assertThat(file.get()).isEmpty();
    file.hold(keys(2));
    assertThat(file().get()).contains(keys(2));
  }

  @Test
  void theOtherKeyIsThereTooUntilItIsNoLongerAccepted() throws IOException {
    SiteKeys both = new SiteKeys(key(1), key(2));
    file().hold(both);
    assertThat(file().get()).contains(both);
    file().hold(keys(1));
    assertThat(file().get()).contains(keys(1));
    assertThat(Files.readString(folder.resolve("site-key"))).doesNotContain(key(2).value());
  }

  @Test
  void readsTheFormWithOneKey() throws IOException {
    new SafeFile(new DiskStorage(folder), "site-key").replace(MAPPER.writeValueAsBytes(key(1)));
    assertThat(file().get()).contains(keys(1));
  }

  private static SiteKeys keys(int last) {
    return new SiteKeys(key(last), null);
  }

  private SiteKeyFile file() throws IOException {
    return new SiteKeyFile(new DiskStorage(folder), MAPPER);
  }

  private static SiteKey key(int last) {
    byte[] bytes = new byte[SiteKey.BYTES];
    bytes[31] = (byte) last;
    return SiteKey.of(last, bytes);
  }
}
