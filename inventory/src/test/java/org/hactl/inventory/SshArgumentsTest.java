package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SshArgumentsTest {
  @Test
  void wordsAreSplitAsAShellSplitsThem() {
    assertThat(SshArguments.split("  -o 'a b'\t\"c \\\" d\"e \\ f '' "))
        .containsExactly("-o", "a b", "c \" de", " f", "");
    assertThat(SshArguments.split("")).isEmpty();
    assertThatThrownBy(() -> SshArguments.split("'a")).hasMessage("a quote is not closed");
  }

  @Test
  void everyFormOfAnOptionIsRead() {
    assertThat(SshArguments.parse("-J gate -Jgate -o Port=22 -oPort=22 -o 'Port 22' -C -vvv -p 22"))
        .containsExactly(
            "-J", "gate", "-J", "gate", "-o", "Port=22", "-o", "Port=22", "-o", "Port 22", "-p",
            "22");
    assertThat(SshArguments.parse("-o ControlPersist=60s -o serverAliveInterval=5")).isEmpty();
  }

  @Test
  void unsupportedOptionsThatChangeTheConnectionAreRefused() {
    assertThatThrownBy(() -> SshArguments.parse("-o KexAlgorithms=x"))
        .hasMessage("hactl does not support the option KexAlgorithms=x");
    assertThatThrownBy(() -> SshArguments.parse("-b 192.0.2.1"))
        .hasMessage("hactl does not support -b");
    assertThatThrownBy(() -> SshArguments.parse("-4")).hasMessage("hactl does not support -4");
  }
}
