package org.hactl.module.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hactl.linux.file.HookedFolder;
import org.hactl.module.Plan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A local user tries to lead hactl to another file. The user of the tests stands for root. */
class FileAttackTest extends FileHost {
  private Path secret = Path.of("/");

  @BeforeEach
  void makeSecret() throws IOException {
    secret = Files.createDirectory(host.resolve("secret"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aParentThatIsALinkInAFolderOfOthersIsRefused() throws Exception {
    Path home = Files.createDirectory(host.resolve("home"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.createSymbolicLink(home.resolve(".ssh"), secret);

    Plan plan = plan(file("home/.ssh/authorized_keys", "key", null));

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.problems())
        .singleElement()
        .asString()
        .contains(home + "/.ssh is a symbolic link", "mode 0777");
    assertThat(secret).isEmptyDirectory();
  }

  @Test
  void aFolderThatOthersCanWriteIsAProblemOfThePlanAndOfTheApply() throws Exception {
    Path shared = Files.createDirectory(host.resolve("shared"));
    Plan before = plan(file("shared/conf", "ours", null));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwx-wx"));

    assertThat(plan(file("shared/conf", "ours", null)).problems())
        .singleElement()
        .asString()
        .contains("chmod go-w " + shared);
    assertThat(errors(apply(before))).singleElement().asString().contains("chmod go-w " + shared);
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsReplacedBetweenCheckAndWriteDoesNotMoveTheFile() throws Exception {
    Path app = Files.createDirectory(host.resolve("app"));
    Path moved = host.resolve("moved");
    module =
        new FileModule(
            HookedFolder.walk((operation, _) -> {
              if (operation.equals("create") && Files.notExists(moved)) {
                swap(app, moved);
              }
            }),
            state);

    assertThat(errors(apply(plan(file("app/conf", "ours", null))))).isEmpty();

    assertThat(secret).isEmptyDirectory();
    assertThat(moved.resolve("conf")).hasContent("ours");
  }

  private void swap(Path folder, Path moved) {
    try {
      Files.move(folder, moved);
      Files.createSymbolicLink(folder, secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTemporaryFileThatIsALinkAlreadyIsNotFollowed() throws Exception {
    put("secret/shadow", "theirs", "rw-------");
    Files.createSymbolicLink(host.resolve(".conf.hactl-new"), secret.resolve("shadow"));

    converge(file("conf", "ours", "0644"));

    assertThat(text("secret/shadow")).isEqualTo("theirs");
    assertThat(mode("secret/shadow")).isEqualTo("rw-------");
    assertThat(host.resolve(".conf.hactl-new")).doesNotExist();
  }

  @Test
  void evenAGuessedTemporaryNameIsNotFollowed() throws Exception {
    put("secret/shadow", "theirs", "rw-------");
    module =
        new FileModule(
            HookedFolder.walk((operation, name) -> {
              if (operation.equals("create")) {
                link(host.resolve(name), secret.resolve("shadow"));
              }
            }),
            state);

    assertThat(errors(apply(plan(file("conf", "ours", "0644")))))
        .singleElement()
        .asString()
        .contains("File exists");
    assertThat(text("secret/shadow")).isEqualTo("theirs");
    assertThat(mode("secret/shadow")).isEqualTo("rw-------");
  }

  private static void link(Path link, Path target) {
    try {
      Files.createSymbolicLink(link, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void filesInTheStateFolderAreRefused() throws Exception {
    FileResource direct =
        new FileResource(
            state.resolve("journal").toString(), FileContent.ofText(""), null, null, null, false);
    Files.createSymbolicLink(host.resolve("link"), state);

    assertThat(plan(direct, file("link/deep/journal", "", null)).problems())
        .hasSize(2)
        .allMatch(problem -> problem.contains("in hactl's own state folder"));
  }
}
