package org.hactl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that describe a lab, which the next process reads. */
class RecordsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aRecordComesBackAsItWas() {
    LabRecord record =
        LabRecord.making(LabSpec.article("x", Driver.UML))
            .prepared(Path.of("/c/base.img"), Path.of("/c/packages"))
            .add(new HostSpec("web3", "192.168.0.22"))
            .up();
    record.save(folder.resolve("lab.json"));
    assertThat(LabRecord.load(folder.resolve("lab.json"))).contains(record);
    assertThat(record.host("web3").port()).isEqualTo("port5");
  }

  @Test
  void anUnknownHostIsRefusedWithTheNearest() {
    LabRecord record = LabRecord.making(LabSpec.article("x", Driver.UML));
    assertThatThrownBy(() -> record.host("lsv1"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("no host 'lsv1'; did you mean lvs1?");
  }

  @Test
  void aDamagedRecordSaysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("lab.json"), "{\"spec\":");
    assertThatThrownBy(() -> LabRecord.load(file)).hasMessageContaining("is damaged");
    assertThat(LabRecord.load(folder.resolve("none"))).isEmpty();
  }

  @Test
  void aProcessIsKnownByItsStartAsWell() {
    LabProcesses.Ref self = LabProcesses.self();
    assertThat(LabProcesses.Ref.parse(self.toString())).isEqualTo(self);
    assertThat(LabProcesses.isAlive(self)).isTrue();
    assertThat(LabProcesses.isAlive(new LabProcesses.Ref(self.pid(), self.startTicks() + 1)))
        .isFalse();
  }

  @Test
  void aProcessNameMayLookLikeFields() {
    String line = "42 (a) R 7 (b)) Z 1 40 39 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 9001 0 0";
    assertThat(LabProcesses.Stat.parse(line)).isEqualTo(new LabProcesses.Stat(42, 'Z', 39, 9001));
  }
}
