package org.hactl.cli.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultCommandTest {
  private static final String TEXT = "password: topsecret\n";

  @TempDir Path folder = Path.of("");
  @TempDir Path scratch = Path.of("");
  private VaultConsole console = new VaultConsole(Path.of(""));

  @BeforeEach
  void passwords() throws IOException {
    console = new VaultConsole(scratch);
    Files.writeString(folder.resolve("pw"), "s3cret\n");
    Files.writeString(folder.resolve("other"), "0ther\n");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Path write(String name, String text, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private int run(String command, String... more) {
    return console.run(
        Stream.concat(Stream.of(command, "--vault-password-file", path("pw")), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aFileIsEncryptedShownAndDecryptedAndKeepsItsMode() throws IOException {
    Path file = write("a.yml", TEXT, "rw-r-----");

    assertThat(run("encrypt", path("a.yml"))).isZero();
    assertThat(Files.readString(file)).startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(run("view", path("a.yml"))).isZero();
    assertThat(console.out()).isEqualTo(TEXT);
    assertThat(run("decrypt", path("a.yml"))).isZero();
    assertThat(file).hasContent(TEXT);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.yml", "other", "pw");
  }

  @Test
  void ofSeveralFilesNoneIsWrittenIfOneIsWrong() throws IOException {
    Path plain = write("a.yml", TEXT, "rw-------");
    Path sealed = write("b.yml", "$ANSIBLE_VAULT;1.1;AES256\n00\n", "rw-------");

    assertThat(run("encrypt", plain.toString(), sealed.toString(), path("none"))).isEqualTo(1);
    assertThat(console.err())
        .contains("b.yml: is encrypted already")
        .contains("none: cannot be read: there is no such file");
    assertThat(plain).hasContent(TEXT);
    assertThat(run("decrypt", plain.toString(), sealed.toString())).isEqualTo(1);
    assertThat(console.err())
        .contains("a.yml: is not a value of Ansible Vault")
        .contains("b.yml: the vault value is damaged")
        .doesNotContain("topsecret");
  }

  @Test
  void standardInputGoesToStandardOutputAndTheOutputMayBeAFile() throws IOException {
    console.in = new byte[] {0, 1, (byte) 0xff, '\r', '\n'};
    assertThat(run("encrypt")).isZero();
    byte[] sealed = console.bytes();
    console.in = sealed;
    assertThat(run("decrypt", "-")).isZero();
    assertThat(console.bytes()).containsExactly(0, 1, 0xff, '\r', '\n');
    assertThat(console.err()).isEmpty();

    assertThat(run("decrypt", "--output", path("out"))).isZero();
    assertThat(Files.readAllBytes(folder.resolve("out"))).containsExactly(0, 1, 0xff, '\r', '\n');
    assertThat(mode(folder.resolve("out"))).isEqualTo("rw-------");
    assertThat(run("decrypt", "--output", "-", path("out"), path("pw"))).isEqualTo(1);
    assertThat(console.err()).contains("--output takes the content of one file, not of 2");
  }

  @Test
  void severalVaultIdsNeedAChoice() throws IOException {
    Path file = write("a.yml", TEXT, "rw-------");
    List<String> both =
        List.of(
            "encrypt", "--vault-id", "dev@" + path("pw"), "--vault-id", "prod@" + path("other"));

    assertThat(console.run(words(both, file.toString()))).isEqualTo(1);
    assertThat(console.err()).contains("dev, prod").contains("--encrypt-vault-id");
    assertThat(console.run(words(both, "--encrypt-vault-id", "qa", file.toString()))).isEqualTo(1);
    assertThat(console.err()).contains("--encrypt-vault-id qa: there are only passwords for dev");
    assertThat(console.run(words(both, "--encrypt-vault-id", "prod", file.toString()))).isZero();
    assertThat(Files.readString(file)).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
    assertThat(run("view", file.toString())).isEqualTo(1);
    assertThat(console.err())
        .contains("the vault password does not open it (its vault id is prod)")
        .doesNotContain("s3cret");
  }

  private static String[] words(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void anOperatorIsAskedTwiceForANewPasswordAndOnceForAnOldOne() throws IOException {
    Path file = write("a.yml", TEXT, "rw-------");

    console.answers.addAll(List.of("one", "two"));
    assertThat(console.run("encrypt", file.toString())).isEqualTo(1);
    assertThat(console.err()).contains("the two passwords are not the same").doesNotContain("one");
    console.answers.addAll(List.of("one", "one"));
    assertThat(console.run("encrypt", file.toString())).isZero();
    console.answers.add("one");
    assertThat(console.run("view", "--vault-id", "dev@prompt", file.toString())).isZero();
    assertThat(console.run("view", file.toString())).isEqualTo(1);
    assertThat(console.err()).contains("there is no terminal on which to ask");
    assertThat(console.questions)
        .containsExactly(
            "New Vault password: ",
            "Confirm New Vault password: ",
            "New Vault password: ",
            "Confirm New Vault password: ",
            "Vault password (dev): ",
            "Vault password: ");
  }

  @Test
  void aFileGetsANewPasswordAndId() throws IOException {
    Path file = write("a.yml", TEXT, "rw-r-----");
    assertThat(run("encrypt", file.toString())).isZero();

    assertThat(run("rekey", "--new-vault-id", "prod@" + path("other"), file.toString())).isZero();
    assertThat(Files.readString(file)).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(run("rekey", "--new-vault-password-file", path("pw"), file.toString())).isEqualTo(1);
    console.environment.put("ANSIBLE_VAULT_PASSWORD_FILE", path("other"));
    console.answers.addAll(List.of("third", "third"));
    assertThat(console.run("rekey", file.toString())).isZero();
    console.answers.add("third");
    assertThat(console.run("view", "--ask-vault-pass", file.toString())).isZero();
    assertThat(console.out()).isEqualTo(TEXT);
    assertThat(run("rekey", "--new-vault-id", "a", "--new-vault-password-file", "b", "c"))
        .isNotZero();
  }

  @Test
  void anEditedFileKeepsItsPasswordIdAndModeAndLeavesNothingBehind() throws IOException {
    Path file = write("a.yml", TEXT, "rw-r-----");
    String id = "prod@" + path("other");
    assertThat(console.run("encrypt", "--vault-id", id, file.toString())).isZero();
    Path link = Files.createSymbolicLink(folder.resolve("link.yml"), file);
    Path seen = folder.resolve("seen");
    console.environment.put(
        "EDITOR",
        "sh -c 'stat -c \"%%a %%n\" \"$0\" \"$(dirname \"$0\")\" >%1$s; cp \"$0\" \"$0~\"; echo b: 2 >>\"$0\"'"
            .formatted(seen));

    assertThat(console.run("edit", "--vault-id", "x@" + path("other"), link.toString())).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(file)).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(console.run("view", "--vault-id", id, file.toString())).isZero();
    assertThat(console.out()).isEqualTo(TEXT + "b: 2\n");
    assertThat(Files.readString(seen)).contains("600 ").contains("/a.yml\n").contains("700 ");
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void anEditThatChangesNothingOrFailsLeavesTheFile() throws IOException {
    Path file = write("a.yml", TEXT, "rw-------");
    assertThat(run("encrypt", file.toString())).isZero();
    byte[] before = Files.readAllBytes(file);
    Object key = Files.getAttribute(file, "unix:ino");

    console.environment.put("EDITOR", "true");
    assertThat(run("edit", file.toString())).isZero();
    assertThat(console.err()).contains("not changed");
    console.environment.put("EDITOR", "sh -c 'echo x >\"$0\"; exit 3'");
    assertThat(run("edit", file.toString())).isEqualTo(1);
    assertThat(console.err()).contains("ended with status 3").contains("is as it was");
    console.environment.put("EDITOR", "rm");
    assertThat(run("edit", file.toString())).isEqualTo(1);
    console.environment.put("EDITOR", "cp " + file);
    assertThat(run("edit", file.toString())).isEqualTo(1);
    assertThat(console.err()).contains("is encrypted already");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(key);
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void anEditIsKeptBesideAFileThatAnotherProgramChanged() throws IOException {
    Path file = write("a.yml", TEXT, "rw-------");
    assertThat(run("encrypt", file.toString())).isZero();
    console.environment.put("EDITOR", "sh -c 'echo >>%s; echo c: 3 >\"$0\"'".formatted(file));

    assertThat(run("edit", file.toString())).isEqualTo(1);
    assertThat(console.err()).contains("a.yml.edited, encrypted");
    assertThat(run("view", file + ".edited")).isZero();
    assertThat(console.out()).isEqualTo("c: 3\n");
  }

  @Test
  void valuesAreYaml() {
    console.in = "from stdin\n".getBytes(StandardCharsets.UTF_8);
    assertThat(run("encrypt-string", "--stdin-name", "first", "--name", "second", "t1", "t2"))
        .isZero();
    assertThat(console.out())
        .startsWith("first: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n          ")
        .contains("\nsecond: !vault |\n")
        .contains("\n!vault |\n")
        .endsWith("\n")
        .doesNotContain("t1");
    assertThat(run("encrypt_string", "--name", "a", "--name", "b", "t1")).isEqualTo(1);
    assertThat(console.err()).contains("there are 2 names for 1").doesNotContain("t1");
    console.in = new byte[0];
    assertThat(run("encrypt-string")).isEqualTo(1);
    assertThat(console.err()).contains("a value is empty");
    console.answers.addAll(List.of("name", "typed"));
    assertThat(run("encrypt-string", "--prompt")).isZero();
    assertThat(console.out()).startsWith("name: !vault |\n");
  }
}
