package org.hactl.control.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.SiteVersion;
import org.hactl.control.version.GitRevision.Relation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real git repository. */
@Tag("lab")
class GitRevisionLabTest {
  private static final SiteVersion DRAFT =
      new SiteVersion("shop", 0, "", false, "ben@lap", 0, Map.of("lvs1", "new"), List.of());

  @TempDir private Path folder;

  @BeforeEach
  void repository() throws Exception {
    git("init", "-q");
    commit("first");
  }

  @Test
  void readsTheCommitAndWhetherTheTreeIsModified() throws Exception {
    GitRevision clean = GitRevision.of(folder).orElseThrow();
    assertThat(clean.commit()).hasSizeBetween(7, 40).matches("[0-9a-f]+");
    assertThat(clean.modified()).isFalse();
    Files.writeString(folder.resolve("site.yml"), "site: other\n");
    assertThat(GitRevision.of(folder).orElseThrow().modified()).isTrue();
  }

  @Test
  void aFolderOutsideARepositoryHasNone(@TempDir Path other) {
    assertThat(GitRevision.of(other)).isEmpty();
    assertThat(GitRevision.of(other.resolve("missing"))).isEmpty();
  }

  @Test
  void tellsWhatAnOlderCheckoutWouldUndo() throws Exception {
    String first = GitRevision.of(folder).orElseThrow().commit();
    commit("raise the weight of web2");
    GitRevision newer = GitRevision.of(folder).orElseThrow();
    git("checkout", "-q", first);
    GitRevision older = GitRevision.of(folder).orElseThrow();

    assertThat(newer.relationOf(first)).isEqualTo(Relation.INCLUDED);
    assertThat(newer.relationOf(newer.commit())).isEqualTo(Relation.INCLUDED);
    assertThat(older.relationOf(newer.commit())).isEqualTo(Relation.NOT_INCLUDED);
    assertThat(older.relationOf("0123456789ab")).isEqualTo(Relation.UNKNOWN);
    assertThat(older.relationOf("--output=x")).isEqualTo(Relation.UNKNOWN);
    assertThat(VersionCheck.undone(Optional.of(older), DRAFT, held(newer.commit())))
        .hasValueSatisfying(why ->
            assertThat(why.text())
                .startsWith("lvs1, lvs2 hold serial 9 (" + newer.commit() + ", by ann@desk), which")
                .endsWith("raise the weight of web2"));
    assertThat(VersionCheck.undone(Optional.of(newer), DRAFT, held(first))).isEmpty();
    assertThat(VersionCheck.undone(Optional.of(older), DRAFT, held("0123456789ab")))
        .hasValueSatisfying(why -> {
          assertThat(why.text()).contains("does not know that commit");
          assertThat(why.next()).isEqualTo("bring this checkout up to date");
        });
  }

  @Test
  void tellsWhichCheckoutsAreWhatARollbackUndid() throws Exception {
    String good = GitRevision.of(folder).orElseThrow().commit();
    commit("between");
    GitRevision between = GitRevision.of(folder).orElseThrow();
    commit("bad");
    GitRevision bad = GitRevision.of(folder).orElseThrow();
    commit("corrected");
    GitRevision corrected = GitRevision.of(folder).orElseThrow();
    git("checkout", "-q", good);
    commit("corrected elsewhere");
    GitRevision elsewhere = GitRevision.of(folder).orElseThrow();
    HeldVersion held =
        new HeldVersion(
            new SiteVersion(
                "shop",
                10,
                good,
                false,
                "ann@desk",
                0,
                Map.of(),
                List.of(),
                new SiteVersion.Rollback("serial 8 (" + good + ")", 9, bad.commit(), "")),
            List.of("lvs1"));
    for (GitRevision undone : List.of(between, bad)) {
      assertThat(VersionCheck.undone(Optional.of(undone), DRAFT, held))
          .hasValueSatisfying(why ->
              assertThat(why.text())
                  .contains("this checkout (" + undone.commit() + ") is what was rolled back"));
    }
    GitRevision goodAgain = new GitRevision(folder, good, false);
    GitRevision changed = new GitRevision(folder, bad.commit(), true);
    for (GitRevision allowed : List.of(corrected, elsewhere, goodAgain, changed)) {
      assertThat(VersionCheck.undone(Optional.of(allowed), DRAFT, held)).isEmpty();
    }
  }

  @Test
  void aShallowRepositoryThatDoesNotKnowACommitIsToBeFetchedWhole(@TempDir Path clones)
      throws Exception {
    commit("second");
    Path shallow = clones.resolve("shallow");
    git("clone", "-q", "--depth=1", folder.toUri().toString(), shallow.toString());
    GitRevision checkout = GitRevision.of(shallow).orElseThrow();
    assertThat(checkout.isShallow()).isTrue();
    assertThat(GitRevision.of(folder).orElseThrow().isShallow()).isFalse();
    assertThat(VersionCheck.undone(Optional.of(checkout), DRAFT, held("0123456789ab")))
        .hasValueSatisfying(why -> assertThat(why.next()).endsWith("run git fetch --unshallow"));
  }

  private static HeldVersion held(String commit) {
    return new HeldVersion(
        new SiteVersion("shop", 9, commit, false, "ann@desk", 0, Map.of(), List.of()),
        List.of("lvs1", "lvs2"));
  }

  private void commit(String subject) throws Exception {
    Files.writeString(folder.resolve("site.yml"), "site: " + subject + "\n");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", subject);
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }
}
