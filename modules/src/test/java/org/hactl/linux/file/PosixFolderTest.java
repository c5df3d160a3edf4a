package org.hactl.linux.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import org.hactl.linux.kernel.LinuxException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real kernel. */
class PosixFolderTest {
  private static final int SWAPS = 900;

  @TempDir Path host;
  private Folder folder = PosixFolder.root();

  @BeforeEach
  void open() throws IOException {
    for (Path step : host.toRealPath()) {
      Folder next = folder.enter(step.toString());
      folder.close();
      folder = next;
    }
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void aFileIsCreatedOnceAndForItsOwnerAlone() throws Exception {
    try (WritableFile file = folder.create("größe")) {
      file.write("text".getBytes(StandardCharsets.UTF_8));
      file.sync();
    }
    assertThat(folder.look("größe").orElseThrow())
        .isEqualTo(
            new FileFacts(FileType.REGULAR, 0600, UserDatabase.self(), folder.facts().gid(), 4));
    assertThat(new String(folder.read("größe", 10).content(), StandardCharsets.UTF_8))
        .isEqualTo("text");
    assertThatThrownBy(() -> folder.create("größe")).hasMessageContaining("File exists");
  }

  @Test
  void noLinkIsFollowed() throws Exception {
    Files.writeString(host.resolve("target"), "secret");
    Files.createDirectory(host.resolve("folder"));
    Files.createSymbolicLink(host.resolve("file-link"), Path.of("target"));
    Files.createSymbolicLink(host.resolve("folder-link"), Path.of("folder"));
    Files.createSymbolicLink(host.resolve("dangling"), Path.of("nothing"));

    assertThat(folder.look("file-link").orElseThrow().type()).isEqualTo(FileType.LINK);
    assertThat(folder.readLink("file-link")).isEqualTo("target");
    assertThatThrownBy(() -> folder.read("file-link", 10)).hasMessageContaining("ELOOP");
    assertThatThrownBy(() -> folder.enter("folder-link")).hasMessageContaining("Not a directory");
    assertThatThrownBy(() -> folder.create("dangling")).hasMessageContaining("File exists");
    assertThat(host.resolve("nothing")).doesNotExist();
  }

  @Test
  void aPipeIsNotReadAndAFileIsNotWrittenAsAPipe() throws Exception {
    folder.makePipe("pipe");
    Files.writeString(host.resolve("file"), "precious");

    assertThatThrownBy(() -> folder.read("pipe", 10)).hasMessageContaining("not a regular file");
    assertThatThrownBy(() -> folder.openPipe("file")).hasMessageContaining("not a named pipe");
    assertThatThrownBy(() -> folder.openPipe("pipe")).hasMessageContaining("ENXIO");
  }

  @Test
  void replacementsByAnotherUserNeverMakeItReadAnotherFile() throws Exception {
    Files.writeString(host.resolve("secret"), "secret");
    CompletableFuture<Void> swaps = CompletableFuture.runAsync(this::swap);
    int read = 0;
    while (!swaps.isDone()) {
      try {
        assertThat(new String(folder.read("name", 100).content(), StandardCharsets.UTF_8))
            .isEqualTo("plain");
        read++;
      } catch (LinuxException e) {
        assertThat(e.errno().name()).isIn("ENOENT", "ELOOP", "EINVAL", "ENXIO");
      }
    }
    swaps.join();
    assertThat(read).isPositive();
  }

  private void swap() {
    try {
      Path next = host.resolve("next");
      for (int i = 0; i < SWAPS; i++) {
        switch (i % 3) {
          case 0 -> Files.writeString(next, "plain");
          case 1 -> Files.createSymbolicLink(next, Path.of("secret"));
          default -> folder.makePipe("next");
        }
        Files.move(next, host.resolve("name"), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void usersAndGroupsAreFoundByNameAndNumber() {
    assertThat(UserDatabase.userId("root")).hasValue(0);
    assertThat(UserDatabase.groupId("root")).hasValue(0);
    assertThat(UserDatabase.userName(0)).isEqualTo("root");
    assertThat(UserDatabase.groupName(0)).isEqualTo("root");
    assertThat(UserDatabase.userId("4000000123")).hasValue((int) 4000000123L);
    assertThat(UserDatabase.userName((int) 4000000123L)).isEqualTo("4000000123");
    assertThat(UserDatabase.userId("no-such-user")).isEmpty();
  }
}
