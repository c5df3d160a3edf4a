package org.hactl.linux.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user that runs the tests stands for root. */
class FolderWalkTest {
  @TempDir Path host;
  private final FolderWalk walk = FolderWalk.ofHost();

  @BeforeEach
  void start() throws IOException {
    host = host.toRealPath();
  }

  @Test
  void aPathWithoutLinksIsOpened() throws Exception {
    Files.createDirectories(host.resolve("etc/app"));

    assertThat(end("etc/app/conf")).isEqualTo("open " + host + "/etc/app/conf");
  }

  @Test
  void missingFoldersAreNamed() {
    try (Way way = walk.to(host.resolve("a/b/conf"), Trust.ROOT)) {
      assertThat(way)
          .isInstanceOfSatisfying(
              Way.Missing.class,
              missing ->
                  assertThat(missing.folders())
                      .containsExactly(host.resolve("a"), host.resolve("a/b")));
    }
  }

  @Test
  void aLinkThatOnlyRootCanMakeIsFollowed() throws Exception {
    Files.createDirectories(host.resolve("usr/lib"));
    Files.createSymbolicLink(host.resolve("lib"), Path.of("usr/lib"));
    Files.createSymbolicLink(host.resolve("usr/up"), Path.of("../usr/./lib"));
    Files.createSymbolicLink(host.resolve("whole"), host.resolve("lib"));

    assertThat(end("lib/conf")).isEqualTo("open " + host + "/usr/lib/conf");
    assertThat(end("usr/up/conf")).isEqualTo("open " + host + "/usr/lib/conf");
    assertThat(end("whole/conf")).isEqualTo("open " + host + "/usr/lib/conf");
    assertThat(end("lib/more/conf")).isEqualTo("missing " + host + "/usr/lib/more/conf");
  }

  @Test
  void aLinkInAFolderThatOthersCanWriteIsRefusedEvenIfItsTargetIsAllowed() throws Exception {
    Files.createDirectory(host.resolve("private"));
    Path shared = folder("shared", "rwxrwxrwx");
    Files.createSymbolicLink(shared.resolve("link"), host.resolve("private"));

    assertThat(end("shared/link/conf"))
        .contains(shared + "/link is a symbolic link", "name the folder that it leads to");
    try (Way way = walk.to(shared.resolve("link/conf"), Trust.ANY_FOLDER)) {
      assertThat(way).isInstanceOf(Way.Refused.class);
    }
  }

  @Test
  void noLinkIsFollowedBelowAFolderThatOthersCanWrite() throws Exception {
    Path below = folder("shared/below", "rwxr-xr-x");
    folder("shared", "rwxrwxrwx");
    Files.createSymbolicLink(below.resolve("link"), host);

    try (Way way = walk.to(below.resolve("link/conf"), Trust.ANY_FOLDER)) {
      assertThat(way).isInstanceOf(Way.Refused.class);
    }
  }

  @Test
  void aFolderThatOthersCanWriteIsRefusedByName() throws Exception {
    Path shared = folder("shared", "rwxrwxrwx");

    assertThat(end("shared/conf"))
        .contains(
            shared + " belongs to " + UserDatabase.userName(UserDatabase.self()),
            "mode 0777",
            "chmod go-w " + shared);
    Files.createDirectory(shared.resolve("below"));
    assertThat(end("shared/below/conf")).contains("chmod go-w " + shared);
    assertThat(end("shared/missing/conf")).contains("chmod go-w " + shared);
    try (Way way = walk.to(shared.resolve("conf"), Trust.ANY_FOLDER)) {
      assertThat(way).isInstanceOf(Way.Open.class);
    }
  }

  @Test
  void aStickyFolderMayBeAboveAFolderOfRootButNotAboveTheFile() throws Exception {
    Path sticky = folder("sticky", "rwxrwxrwx");
    Files.setAttribute(sticky, "unix:mode", 01777);
    Files.createDirectory(sticky.resolve("own"));

    assertThat(end("sticky/own/conf")).startsWith("open ");
    assertThat(end("sticky/conf")).contains("mode 1777", "name a path in a folder that only root");
    assertThat(end("sticky/missing/conf")).contains("mode 1777").doesNotContain("chmod");
  }

  @Test
  void loopsAndFilesInPlaceOfFoldersAreRefused() throws Exception {
    Files.createSymbolicLink(host.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(host.resolve("two"), Path.of("one"));
    Files.writeString(host.resolve("plain"), "");

    assertThat(end("one/conf")).contains("is a loop of symbolic links");
    assertThat(end("plain/conf")).contains(host + "/plain is not a folder; move it away");
  }

  @Test
  void aFolderThatIsReplacedByALinkAfterTheCheckIsNotEntered() throws Exception {
    Path secret = Files.createDirectory(host.resolve("secret"));
    Path app = Files.createDirectory(host.resolve("app"));
    FolderWalk slow =
        HookedFolder.walk((operation, name) -> {
          if (operation.equals("enter") && name.equals("app")) {
            swap(app, secret);
          }
        });

    assertThat(catchThrowable(() -> slow.to(app.resolve("conf"), Trust.ROOT)))
        .hasMessageContaining("Not a directory");
  }

  private static void swap(Path folder, Path secret) {
    try {
      Files.move(folder, folder.resolveSibling("moved"));
      Files.createSymbolicLink(folder, secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder(String name, String mode) throws IOException {
    Path folder = Files.createDirectories(host.resolve(name));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    return folder;
  }

  private String end(String name) {
    try (Way way = walk.to(host.resolve(name), Trust.ROOT)) {
      return switch (way) {
        case Way.Open open -> "open " + open.path();
        case Way.Missing missing -> "missing " + missing.path();
        case Way.Refused(String why) -> why;
      };
    }
  }
}
