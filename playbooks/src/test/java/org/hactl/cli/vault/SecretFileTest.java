package org.hactl.cli.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hactl.cli.vault.SecretFile.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  private static final byte[] SEALED = "$ANSIBLE_VAULT;x".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder = Path.of("");

  @Test
  void plainTextThatIsEncryptedIsOverwrittenOnTheDisk() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "topsecret");
    try (FileChannel old = FileChannel.open(file)) {
      SecretFile.replace(file, SEALED, Content.ENCRYPTED);
      ByteBuffer bytes = ByteBuffer.allocate(20);
      assertThat(old.read(bytes)).isEqualTo(9);
      assertThat(bytes.array()).containsOnly(0);
    }
    assertThat(file).hasBinaryContent(SEALED);
    try (FileChannel old = FileChannel.open(file)) {
      SecretFile.replace(file, "plain".getBytes(StandardCharsets.US_ASCII), Content.PLAIN);
      ByteBuffer bytes = ByteBuffer.allocate(SEALED.length);
      assertThat(old.read(bytes)).isEqualTo(SEALED.length);
      assertThat(bytes.array()).isEqualTo(SEALED);
    }
  }

  @Test
  void aFurtherNameOfAFileKeepsItsContent() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "text");
    Path other = Files.createLink(folder.resolve("b"), file);
    SecretFile.replace(file, SEALED, Content.ENCRYPTED);
    assertThat(other).hasContent("text");
    assertThat(file).hasBinaryContent(SEALED);
  }

  @Test
  void theOwnerStays() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "text");
    assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "only root can give files away");
    Files.setAttribute(file, "unix:uid", 1234);
    Files.setAttribute(file, "unix:gid", 1235);
    Files.setAttribute(file, "unix:mode", 0640);
    SecretFile.replace(file, SEALED, Content.ENCRYPTED);
    assertThat(Files.readAttributes(file, "unix:uid,gid"))
        .containsEntry("uid", 1234)
        .containsEntry("gid", 1235);
    assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(0100640);
  }

  @Test
  void aDeviceIsWrittenAndAFolderIsNot() throws IOException {
    SecretFile.replace(Path.of("/dev/null"), SEALED, Content.ENCRYPTED);
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    assertThatThrownBy(() -> SecretFile.replace(folder, SEALED, Content.ENCRYPTED))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }
}
