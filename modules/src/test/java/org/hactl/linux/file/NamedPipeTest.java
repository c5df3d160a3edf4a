package org.hactl.linux.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real kernel; a pipe needs no privilege. */
class NamedPipeTest {
  @TempDir private Path folder;

  @Test
  void isCreatedForItsOwnerAlone() throws Exception {
    Path path = folder.resolve("fifo");
    try (NamedPipe pipe = new NamedPipe(path)) {
      pipe.make();
      pipe.make();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileAtItsPathIsNotTouched() throws Exception {
    Path path = Files.writeString(folder.resolve("fifo"), "precious");
    try (NamedPipe pipe = new NamedPipe(path)) {
      assertThatThrownBy(() -> pipe.write("line\n")).hasMessageContaining("it is not a named pipe");
    }
    assertThat(path).hasContent("precious");
  }

  @Test
  void aPipeThatIsReplacedByALinkIsNotFollowed() throws Exception {
    Path path = folder.resolve("fifo");
    Path other = folder.resolve("other");
    try (NamedPipe pipe = new NamedPipe(path);
        NamedPipe theirs = new NamedPipe(other)) {
      pipe.make();
      theirs.make();
      Files.delete(path);
      Files.createSymbolicLink(path, other);
      assertThatThrownBy(() -> pipe.write("line\n")).hasMessageContaining("it is not a named pipe");
    }
  }

  @Test
  void aPipeThatIsReplacedByALinkJustBeforeItIsOpenedIsNotFollowed() throws Exception {
    Path path = folder.resolve("fifo");
    Path other = Files.writeString(folder.resolve("other"), "precious");
    FolderWalk slow =
        HookedFolder.walk((operation, _) -> {
          if (operation.equals("openPipe")) {
            try {
              Files.delete(path);
              Files.createSymbolicLink(path, other);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    try (NamedPipe pipe = new NamedPipe(slow, path)) {
      assertThatThrownBy(() -> pipe.write("line\n")).isInstanceOf(LinuxException.class);
    }
    assertThat(other).hasContent("precious");
  }

  @Test
  void neverBlocksAndServesEveryNewReader() throws Exception {
    Path path = folder.resolve("fifo");
    try (NamedPipe pipe = new NamedPipe(path)) {
      assertThat(errno(pipe)).isEqualTo(Errno.ENXIO);
      assertThat(readOneFrom(pipe, path)).isEqualTo("line");
      Awaitility.await().until(() -> errno(pipe).equals(Errno.ENXIO));
      assertThat(readOneFrom(pipe, path)).isEqualTo("line");
    }
  }

  @Test
  void aReaderThatDoesNotReadDelaysNothing() throws Exception {
    Path path = folder.resolve("fifo");
    try (NamedPipe pipe = new NamedPipe(path)) {
      pipe.make();
      CompletableFuture<BufferedReader> opened = CompletableFuture.supplyAsync(() -> open(path));
      Awaitility.await().until(() -> errno(pipe).equals(Errno.NONE));
      Errno last = Errno.NONE;
      for (int i = 0; i < 1_000_000 && last.equals(Errno.NONE); i++) {
        last = errno(pipe);
      }
      assertThat(last).isEqualTo(Errno.EAGAIN);
      try (BufferedReader reader = opened.get()) {
        assertThat(reader.readLine()).isEqualTo("line");
      }
    }
  }

  private static String readOneFrom(NamedPipe pipe, Path path) throws Exception {
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(() -> {
          try (BufferedReader reader = open(path)) {
            return reader.readLine();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Awaitility.await().until(() -> errno(pipe).equals(Errno.NONE));
    return read.get();
  }

  private static BufferedReader open(Path path) {
    try {
      return Files.newBufferedReader(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Errno errno(NamedPipe pipe) {
    try {
      pipe.write("line\n");
      return Errno.NONE;
    } catch (LinuxException e) {
      return e.errno();
    }
  }
}
