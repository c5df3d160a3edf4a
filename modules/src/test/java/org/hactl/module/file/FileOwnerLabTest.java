package org.hactl.module.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hactl.module.Plan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Folders of another user; needs root. */
@Tag("lab")
class FileOwnerLabTest extends FileHost {
  private static final int NOBODY = 65_534;

  private Path home = Path.of("/");
  private Path secret = Path.of("/");

  @BeforeEach
  void makeFolders() throws IOException {
    secret = Files.createDirectory(host.resolve("secret"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
    home = Files.createDirectory(host.resolve("home"));
    give(home);
  }

  @Test
  void aFileOfAnotherUserInAFolderOfThisUserIsWritten() throws Exception {
    converge(owned("home/page", "nobody"));

    assertThat(Files.getAttribute(home.resolve("page"), "unix:uid")).isEqualTo(NOBODY);
  }

  @Test
  void aFileOfRootInAFolderOfAnotherUserIsRefusedByName() throws Exception {
    assertThat(plan(owned("home/page", null)).problems())
        .singleElement()
        .asString()
        .contains(
            home + " belongs to nobody and has mode 0755",
            "chown root " + home,
            "name this user as the file's owner");
  }

  @Test
  void theOwnerCannotMoveItsFileIntoAFolderOfRoot() throws Exception {
    Path link = Files.createSymbolicLink(home.resolve(".ssh"), secret);
    give(link);

    Plan plan = plan(owned("home/.ssh/authorized_keys", "nobody"));

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.problems())
        .singleElement()
        .asString()
        .contains(link + " is a symbolic link of nobody in a folder of nobody");
    assertThat(secret).isEmptyDirectory();
  }

  private FileResource owned(String name, @Nullable String owner) {
    return new FileResource(
        host.resolve(name).toString(), FileContent.ofText("x"), null, owner, null, false);
  }

  private static void give(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
  }
}
