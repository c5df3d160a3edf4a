package org.hactl.module.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A guest kernel (package user-mode-linux) that runs one program and keeps what it prints. */
public final class UmlGuest {
  private static final int TIMEOUT_SECONDS = 300;

  private UmlGuest() {}

  /**
   * Runs a guest to its end.
   *
   * @param program the class whose {@code main} runs in the guest; before it runs {@code NAME.sh}
   *     from the class's package, which sets up the network
   * @param folder for what the guest needs
   * @return the output of each step; a line {@code == step} begins a step. The first one is {@code
   *     boot}, the last one {@code end}
   */
  public static Map<String, String> run(Class<?> program, Path folder) throws Exception {
    Path init = folder.resolve("init");
    Files.writeString(
        init,
        resource(UmlGuest.class, "guest-init")
            .replace("@NETWORK@", resource(program, program.getSimpleName() + ".sh"))
            .replace("@JAVA@", System.getProperty("java.home") + "/bin/java")
            .replace("@CLASSPATH@", System.getProperty("java.class.path"))
            .replace("@PROGRAM@", program.getName()));
    assertThat(init.toFile().setExecutable(true)).isTrue();
    Path console = folder.resolve("console");
    Process guest =
        new ProcessBuilder(
                "linux.uml",
                "mem=512M",
                "rootfstype=hostfs",
                "ro",
                "init=" + init,
                "con=null",
                "con0=null,fd:1",
                "quiet")
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    guest.getOutputStream().close();
    try {
      if (!guest.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        fail("the guest did not end; it said:\n" + Files.readString(console));
      }
    } finally {
      guest.descendants().forEach(ProcessHandle::destroyForcibly);
      guest.destroyForcibly();
    }
    return steps(Files.readString(console));
  }

  private static String resource(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + name + " beside " + beside.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> steps(String console) {
    Map<String, String> steps = new LinkedHashMap<>();
    String step = "boot";
    steps.put(step, "");
    for (String line : console.lines().map(String::strip).toList()) {
      if (line.startsWith("== ")) {
        step = line.substring(3);
        steps.put(step, "");
      } else {
        steps.merge(step, line + "\n", String::concat);
      }
    }
    assertThat(steps).as(console).containsKey("end");
    return steps;
  }
}
