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

/** A guest kernel (package user-mode-linux) that runs one program and prints what it prints. */
public final class UmlGuest {
  private static final int TIMEOUT_SECONDS = 300;

  private UmlGuest() {}

  /**
   * Runs a guest to its end.
   *
   * @param test beside which its first process lies, as {@code guest-init}
   * @param folder for what the guest needs
   * @return what it printed, by the step that a line {@code == step} begins; the last is {@code
   *     end}
   */
  public static Map<String, String> run(Class<?> test, Path folder) throws Exception {
    Path init = folder.resolve("init");
    Files.writeString(
        init,
        script(test)
            .replace("@JAVA@", System.getProperty("java.home") + "/bin/java")
            .replace("@CLASSPATH@", System.getProperty("java.class.path")));
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

  private static String script(Class<?> test) throws IOException {
    try (InputStream in = test.getResourceAsStream("guest-init")) {
      if (in == null) {
        throw new IllegalArgumentException("no guest-init beside " + test.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> steps(String console) {
    Map<String, String> steps = new LinkedHashMap<>();
    String step = "boot";
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
