package org.hactl.module.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AptOutputTest {
  @Test
  void passesOnProgressAndErrors() {
    List<String> seen = new ArrayList<>();
    Consumer<String> output = AptOutput.shownLines(seen::add);

    List.of(
            "Reading package lists...",
            "Get:3 file:/srv/apt ./ Packages",
            "Unpacking nginx (1.22.1-9) ...",
            "Setting up nginx (1.22.1-9) ...",
            "(Reading database ... 10051 files and directories currently installed.)",
            "E: Unable to locate package nginxx")
        .forEach(output);

    assertThat(seen)
        .containsExactly(
            "Unpacking nginx (1.22.1-9) ...",
            "Setting up nginx (1.22.1-9) ...",
            "E: Unable to locate package nginxx");
  }
}
