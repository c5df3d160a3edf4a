package org.hactl.module.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.linux.file.HookedFolder;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.module.Plan;
import org.junit.jupiter.api.Test;

/** Files that cannot be replaced: another file is mounted over them, or they are immutable. */
class FileUndoTest extends FileHost {
  private boolean mounted;

  /** Makes every rename to or from this name fail, as if another file were mounted there. */
  private void mount(String name) {
    mounted = true;
    module =
        new FileModule(
            HookedFolder.walk((operation, first) -> {
              if (mounted && operation.equals("rename") && first.startsWith("." + name)) {
                throw new LinuxException("rename", host.resolve(name).toString(), Errno.EBUSY, "");
              }
            }),
            state);
  }

  @Test
  void aWriteThatFailedNeedsNoUndo() throws Exception {
    put("hosts", "theirs", "rw-r--r--");
    mount("hosts");
    FileResource file = file("hosts", "ours", "0600");

    assertThat(errors(apply(plan(file))))
        .singleElement()
        .asString()
        .isEqualTo(
            "cannot write "
                + host
                + "/hosts: Device or resource busy; another file is mounted there (findmnt);"
                + " unmount it, or leave this file out of the site");

    Plan undo = plan();
    assertThat(undo).isEqualTo(new Plan(List.of(), List.of(file.id()), List.of(), List.of()));
    apply(undo);
    assertThat(text("hosts")).isEqualTo("theirs");
    assertThat(state.resolve("file/backups")).isEmptyDirectory();
    assertThat(journal).isEmpty();
  }

  @Test
  void aFileThatIsAsItWasBeforeIsNotWrittenAgain() throws Exception {
    put("hosts", "theirs", "rw-r--r--");
    converge(file("hosts", "ours", "0600"));
    put("hosts", "theirs", "rw-r--r--");
    mount("hosts");

    assertThat(errors(apply(plan()))).isEmpty();

    assertThat(text("hosts")).isEqualTo("theirs");
    assertThat(state.resolve("file/backups")).isEmptyDirectory();
    assertThat(journal).isEmpty();
  }

  @Test
  void aFileThatIsNotAsItWasBeforeIsStillAnError() throws Exception {
    put("hosts", "theirs", "rw-r--r--");
    converge(file("hosts", "ours", "0600"));
    mount("hosts");

    assertThat(errors(apply(plan())))
        .singleElement()
        .asString()
        .contains("another file is mounted");
    mounted = false;
    converge();
    assertThat(text("hosts")).isEqualTo("theirs");
  }
}
