package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassLogTest {
  @Test
  void tellsTheCacheFromTheJarsAndTheJdk() {
    ClassLog log =
        ClassLog.parse(
            """
            [0.033s][info][class,load] java.lang.Object source: shared objects file
            [0.040s][info][class,load] org.hactl.cli.Main source: file:/dist/lib/hactl-control.jar
            [0.041s][info][class,load] picocli.CommandLine source: file:/dist/lib/picocli.jar
            [0.052s][info][class,load] java.util.AbstractList$SubList source: jrt:/java.base
            [0.053s][info][class,load] a.B$$Lambda/0x00007f source: a.B
            """);
    assertThat(log.fromCache()).isEqualTo(1);
    assertThat(log.fromJars()).containsExactly("org.hactl.cli.Main");
    assertThat(log.fromJdk()).containsExactly("java.util.AbstractList$SubList");
    assertThat(log.counts()).containsEntry("jars", 2L).containsEntry("made at run time", 1L);
  }
}
