package org.hactl.linux.file;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Opens the folder above a path: from the root, folder by folder, each looked at once it is open.
 *
 * <p>openat2(2) could refuse all links in one call. But {@code /bin} or {@code /var/run} are links
 * on most systems, and the owner of every folder counts, so each step is looked at anyway; and this
 * way works on every kernel.
 */
public final class FolderWalk {
  private final Supplier<? extends Folder> root;
  private final int self;

  /**
   * @param self the user that runs this program
   */
  FolderWalk(Supplier<? extends Folder> root, int self) {
    this.root = root;
    this.self = self;
  }

  public static FolderWalk ofHost() {
    return new FolderWalk(PosixFolder::root, UserDatabase.self());
  }

  /**
   * @param path absolute, without {@code .} and {@code ..}
   */
  public Way to(Path path, Trust trust) {
    return new FolderSteps(root, new FolderRules(trust, self, RootGroup.ofHost()), path).walk();
  }
}
