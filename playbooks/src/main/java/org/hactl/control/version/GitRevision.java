package org.hactl.control.version;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The git commit that is checked out in a folder.
 *
 * @param folder a folder of the work tree
 * @param commit the commit, abbreviated
 * @param modified whether the work tree has changes that are in no commit
 */
public record GitRevision(Path folder, String commit, boolean modified) {
  private static final int TIMEOUT_SECONDS = 10;
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_SUBJECTS = 10;

  /** What git printed, and its exit status. */
  private record Ended(int status, String output) {}

  /** Empty if the folder is in no git repository, or there is no git. */
  public static Optional<GitRevision> of(Path folder) {
    Optional<Ended> commit = git(folder, "rev-parse", "--short=12", "HEAD");
    if (commit.isEmpty() || commit.get().status() != 0) {
      return Optional.empty();
    }
    boolean modified =
        git(folder, "status", "--porcelain", "--untracked-files=normal")
            .map(ended -> ended.status() != 0 || !ended.output().isBlank())
            .orElse(true);
    return Optional.of(new GitRevision(folder, commit.get().output().strip(), modified));
  }

  /** How a commit relates to this revision. */
  public enum Relation {
    /** It is this commit or one of its ancestors. */
    INCLUDED,
    /** The repository has it, but it is not an ancestor. */
    NOT_INCLUDED,
    /** The repository does not have it. */
    UNKNOWN
  }

  /** How another commit relates to this revision. */
  public Relation relationOf(String other) {
    // A name that begins with a dash would be an option.
    if (!other.matches("[0-9a-f]{4,64}")) {
      return Relation.UNKNOWN;
    }
    return switch (git(folder, "merge-base", "--is-ancestor", other, commit)
        .map(Ended::status)
        .orElse(-1)) {
      case 0 -> Relation.INCLUDED;
      case 1 -> Relation.NOT_INCLUDED;
      default -> Relation.UNKNOWN;
    };
  }

  /** Whether this revision is the other commit or one of its ancestors. */
  public boolean isIncludedIn(String other) {
    return other.matches("[0-9a-f]{4,64}")
        && git(folder, "merge-base", "--is-ancestor", commit, other)
            .filter(ended -> ended.status() == 0)
            .isPresent();
  }

  /** Whether the repository lacks older commits, as after a clone with a depth. */
  public boolean isShallow() {
    return git(folder, "rev-parse", "--is-shallow-repository")
        .filter(ended -> ended.status() == 0 && ended.output().strip().equals("true"))
        .isPresent();
  }

  /** The subjects of the commits that the other commit has and this one has not, newest first. */
  public List<String> missingFrom(String other) {
    return git(folder, "log", "--format=%h %s", "-" + MAX_SUBJECTS, commit + ".." + other)
        .filter(ended -> ended.status() == 0)
        .map(ended -> ended.output().lines().toList())
        .orElse(List.of());
  }

  private static Optional<Ended> git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      process.getInputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return Optional.of(new Ended(process.exitValue(), output));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
