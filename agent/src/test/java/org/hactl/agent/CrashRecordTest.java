package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashRecordTest {
  @TempDir Path folder;

  @Test
  void fiveCrashesWithinAMinuteAreALoop() {
    assertThat(CrashRecord.isLoop(List.of("40", "50", "60", "70", "99"), 100)).isTrue();
    assertThat(CrashRecord.isLoop(List.of("39", "50", "60", "70", "99"), 100)).isFalse();
    assertThat(CrashRecord.isLoop(List.of("50", "60", "70", "99"), 100)).isFalse();
    assertThat(CrashRecord.isLoop(List.of("40", "50", "half a li", "", "60", "70", "99"), 100))
        .isTrue();
  }

  @Test
  void withoutARecordThereIsNoLoop() {
    assertThat(new CrashRecord(folder).isLoop(100)).isFalse();
  }

  @Test
  void aCleanStopForgetsEarlierCrashes() throws IOException {
    Files.writeString(folder.resolve("running"), "");
    Files.writeString(folder.resolve("crashes"), "96\n97\n98\n99\n100\n");
    CrashRecord record = new CrashRecord(folder);
    assertThat(record.isLoop(100)).isTrue();
    record.hold(List.of(AddressResource.of("eth0", "192.0.2.254/24")));
    record.stopCleanly();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void listsTheAddressesThatAScriptMustRemove() {
    CrashRecord record = new CrashRecord(folder);
    record.hold(
        List.of(
            AddressResource.of("eth0", "192.0.2.254/24"),
            new SysctlResource("net.ipv4.ip_forward", "1"),
            AddressResource.of("eth1", "2001:db8::1")));
    assertThat(folder.resolve("held")).hasContent("eth0 192.0.2.254/24\neth1 2001:db8::1/128\n");
    // The next agent holds no role, and its record replaces the record of the previous agent.
    new CrashRecord(folder).hold(List.of());
    assertThat(folder.resolve("held")).isEmptyFile();
  }
}
