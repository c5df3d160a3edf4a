package org.hactl.cli.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges files with {@code ansible-vault}; needs {@code ansible-core}. */
@Tag("lab")
class AnsibleVaultLabTest {
  private static final List<String> IDS = List.of("default", "prod", "dev team");

  @TempDir Path folder = Path.of("");
  @TempDir Path scratch = Path.of("");
  private VaultConsole console = new VaultConsole(Path.of(""));

  @BeforeEach
  void passwords() throws IOException {
    console = new VaultConsole(scratch);
    Files.writeString(folder.resolve("default"), "  pä ss\u00a0 \n");
    Files.writeString(folder.resolve("prod"), "0ther\r\n");
    Path script = Files.writeString(folder.resolve("dev team"), "#!/bin/sh\necho ' spaces '\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Path client =
        Files.writeString(folder.resolve("pw-client.sh"), "#!/bin/sh\necho \"pw${2#x}\"\n");
    assertThat(client.toFile().setExecutable(true)).isTrue();
  }

  private static Map<String, byte[]> contents() {
    byte[] binary = new byte[5000];
    new Random(7).nextBytes(binary);
    byte[] full = new byte[1 << 20];
    Arrays.fill(full, (byte) 'x');
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put("empty", new byte[0]);
    contents.put("short", new byte[] {'a'});
    contents.put("block", "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    contents.put("crlf", "a: 1\r\nb: 2\r\n".getBytes(StandardCharsets.US_ASCII));
    contents.put("umlaut", "grün: \u20ac \ud83d\ude00".getBytes(StandardCharsets.UTF_8));
    contents.put("binary", binary);
    contents.put("long", full);
    return contents;
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** The exit status of {@code ansible-vault}. */
  private int ansible(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ansible-vault"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(console.environment);
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String[] with(String command, String id, List<String> files) {
    List<String> words = new ArrayList<>(List.of(command, "--vault-id", id + "@" + path(id)));
    words.addAll(files);
    return words.toArray(String[]::new);
  }

  private List<String> write() throws IOException {
    List<String> files = new ArrayList<>();
    for (Map.Entry<String, byte[]> content : contents().entrySet()) {
      Path file = folder.resolve(content.getKey());
      files.add(Files.write(file, content.getValue()).toString());
    }
    return files;
  }

  private void assertPlain() throws IOException {
    for (Map.Entry<String, byte[]> content : contents().entrySet()) {
      assertThat(Files.readAllBytes(folder.resolve(content.getKey())))
          .as(content.getKey())
          .isEqualTo(content.getValue());
    }
  }

  @Test
  void ansibleDecryptsWhatWeEncryptAndWeWhatItEncrypts() throws Exception {
    for (String id : IDS) {
      List<String> files = write();
      assertThat(console.run(with("encrypt", id, files))).as(console.err()).isZero();
      assertThat(ansible(with("decrypt", id, files))).as(log()).isZero();
      assertPlain();
      assertThat(ansible(with("encrypt", id, files))).as(log()).isZero();
      String theirs = Files.readString(folder.resolve("short"));
      assertThat(console.run(with("decrypt", id, files))).as(console.err()).isZero();
      assertPlain();
      assertThat(console.run(with("encrypt", id, files))).isZero();
      String ours = Files.readString(folder.resolve("short"));
      assertThat(ours.lines().map(String::length).toList())
          .isEqualTo(theirs.lines().map(String::length).toList());
      assertThat(ours.lines().findFirst()).isEqualTo(theirs.lines().findFirst());
    }
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  @Test
  void bothRekeyEditAndReadWhatTheOtherWrote() throws Exception {
    List<String> files = write();
    assertThat(console.run(with("encrypt", "default", files))).isZero();
    String prod = "prod@" + path("prod");
    List<String> words = new ArrayList<>(List.of("--new-vault-id", prod));
    words.addAll(files);
    assertThat(ansible(with("rekey", "default", words))).as(log()).isZero();
    words.set(1, "dev team@" + path("dev team"));
    assertThat(console.run(with("rekey", "prod", words))).as(console.err()).isZero();
    console.environment.put("EDITOR", "sed -i s/a/b/");
    assertThat(ansible(with("edit", "dev team", List.of(path("crlf"))))).as(log()).isZero();
    console.environment.put("EDITOR", "sed -i s/b/a/");
    assertThat(console.run(with("edit", "dev team", List.of(path("crlf"))))).isZero();
    assertThat(console.run(with("view", "dev team", List.of(path("crlf"))))).isZero();
    assertThat(console.out()).isEqualTo("a: 1\r\na: 2\r\n");

    // Several ids, in an order in which the wrong one comes first; and a client script.
    String[] several = {
      "view", "--vault-id", prod, "--vault-id", "y@" + path("dev team"), path("umlaut")
    };
    assertThat(ansible(several)).as(log()).isZero();
    assertThat(console.run(several)).isZero();
    for (String source : List.of("qa@" + path("pw-client.sh"), path("pw-client.sh"))) {
      Files.writeString(folder.resolve("c"), "c: 1\n");
      assertThat(ansible("encrypt", "--vault-id", source, "c")).as(log()).isZero();
      assertThat(console.run("decrypt", "--vault-id", source, path("c"))).isZero();
    }
    Files.writeString(folder.resolve("c"), "c: 1\n");
    assertThat(ansible("encrypt", "--vault-password-file", "pw-client.sh", "c")).isZero();
    assertThat(console.run("view", "--vault-password-file", path("pw-client.sh"), path("c")))
        .as(console.err())
        .isZero();
  }

  @Test
  void bothRefuseTheSame() throws Exception {
    List<String> file = List.of(path("crlf"));
    byte[] plain = contents().get("crlf");
    Files.write(folder.resolve("crlf"), plain == null ? new byte[0] : plain);
    assertThat(console.run(with("encrypt", "prod", file))).isZero();
    String sealed = Files.readString(folder.resolve("crlf"));
    assertThat(ansible(with("encrypt", "prod", file))).isNotZero();
    assertThat(console.run(with("encrypt", "prod", file))).isNotZero();
    assertThat(ansible(with("view", "default", file))).isNotZero();
    assertThat(console.run(with("view", "default", file))).isNotZero();
    for (String damaged :
        List.of(
            sealed.substring(0, sealed.length() - 3),
            sealed.replace("AES256", "AES128"),
            sealed.replaceFirst("\n3", "\n4"),
            "$ANSIBLE_VAULT\n",
            "a: 1\n")) {
      Files.writeString(folder.resolve("crlf"), damaged);
      assertThat(ansible(with("decrypt", "prod", file))).as(damaged).isNotZero();
      assertThat(console.run(with("decrypt", "prod", file))).as(damaged).isNotZero();
      assertThat(folder.resolve("crlf")).hasContent(damaged);
    }
    Files.writeString(folder.resolve("crlf"), sealed.replace("\n", "\r\n"));
    assertThat(ansible(with("view", "prod", file))).isZero();
    assertThat(console.run(with("view", "prod", file))).isZero();
  }

  @Test
  void ansibleReadsOurValues() throws Exception {
    console.in = "line\n".getBytes(StandardCharsets.UTF_8);
    List<String> words = List.of("--stdin-name", "a", "--name", "b", "grün");
    assertThat(console.run(with("encrypt-string", "prod", words))).as(console.err()).isZero();
    Files.writeString(folder.resolve("vars.yml"), console.out());
    Process process =
        new ProcessBuilder(
                "ansible",
                "localhost",
                "--vault-id",
                "prod@" + path("prod"),
                "-e",
                "@vars.yml",
                "-m",
                "debug",
                "-a",
                "msg={{ a }}|{{ b }}")
            .directory(folder.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(out).contains("\"msg\": \"line\\n|grün\"");
  }
}
