package org.hactl.module.file;

import java.util.regex.Pattern;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * A regular file.
 *
 * @param path absolute
 * @param mode octal, three or four digits ({@code 0644}); null keeps the mode of an existing file
 *     and gives a new file 0644. Other users never get access to a sensitive file: a new one gets
 *     0600, an existing one loses their bits
 * @param owner a name or a number; null keeps the owner of an existing file and gives a new file
 *     the agent's user
 * @param group as {@code owner}
 * @param sensitive whether the content, its size and its digest are kept out of diffs
 */
public record FileResource(
    String path,
    FileContent content,
    @Nullable String mode,
    @Nullable String owner,
    @Nullable String group,
    boolean sensitive)
    implements Resource {
  public static final String KIND = "file";

  private static final int NEW_FILE = 0644;
  private static final int NEW_SENSITIVE_FILE = 0600;
  private static final int ALL_USERS = 0007;
  private static final Pattern MODE = Pattern.compile("[0-7]{3,4}");

  public FileResource {
    if (mode != null && !MODE.matcher(mode).matches()) {
      throw new IllegalArgumentException(
          "the mode of " + path + " is \"" + mode + "\"; write it in octal, as in \"0644\"");
    }
  }

  @Override
  public ResourceId id() {
    return new ResourceId(KIND, path);
  }

  /**
   * The mode that the file has to have.
   *
   * @param was the mode of the file that is there; null if there is none
   */
  int modeInsteadOf(@Nullable Integer was) {
    if (mode != null) {
      return Integer.parseInt(mode, 8);
    }
    if (was != null) {
      return sensitive ? was & ~ALL_USERS : was;
    }
    return sensitive ? NEW_SENSITIVE_FILE : NEW_FILE;
  }
}
