package org.hactl.linux.file;

import org.jspecify.annotations.Nullable;

/** Which folders and links a walk may use. */
final class FolderRules {
  private static final int ROOT = 0;

  private final Trust trust;
  private final int self;
  private final RootGroup rootGroup;

  FolderRules(Trust trust, int self, RootGroup rootGroup) {
    this.trust = trust;
    this.self = self;
    this.rootGroup = rootGroup;
  }

  /** Whether only root can write to this folder. */
  boolean onlyRootWrites(Folder folder) {
    FileFacts facts = folder.facts();
    return isRoot(facts.uid()) && onlyOwnerWrites(facts, folder);
  }

  /**
   * Whether no user but the owner and root can write to it. The group of root is no other user if
   * it has no other members. An access control list shows in the bits of the group, so it must not
   * have one then.
   */
  private boolean onlyOwnerWrites(FileFacts facts, Folder folder) {
    return facts.onlyOwnerWrites()
        || facts.onlyOwnerAndRootsGroupWrite()
            && !folder.hasAccessList()
            && rootGroup.otherUsers().isEmpty();
  }

  boolean isRoot(int uid) {
    return uid == ROOT || uid == self;
  }

  private boolean isTrusted(int uid) {
    return isRoot(uid) || trust.owner().isPresent() && trust.owner().getAsInt() == uid;
  }

  /** Whether other users cannot replace this child: they may add files here, but not remove it. */
  boolean protects(FileFacts folder, FileFacts child) {
    return isRoot(folder.uid()) && folder.isSticky() && isTrusted(child.uid());
  }

  /**
   * Judges a folder in which the file, or a folder that is still missing, will be.
   *
   * @return null if it may be used
   */
  @Nullable String refuse(String path, Folder at) {
    FileFacts folder = at.facts();
    if (trust.anyFolder() || isTrusted(folder.uid()) && onlyOwnerWrites(folder, at)) {
      return null;
    }
    String owner = UserDatabase.userName(folder.uid());
    String facts = "%s belongs to %s and has mode %s".formatted(path, owner, folder.modeText());
    if (!isTrusted(folder.uid())) {
      return facts
          + ", so that this user can replace what is in it; chown root "
          + path
          + ", name this user as the file's owner in the site, or name another path";
    }
    if (folder.onlyOwnerAndRootsGroupWrite() && !at.hasAccessList()) {
      return ("%s, so that its group root can replace what is in it, and %s is in that group;"
              + " chmod g-w %s, or name another path")
          .formatted(facts, String.join(", ", rootGroup.otherUsers()), path);
    }
    return folder.isSticky()
        ? facts
            + ", so that other users can make files in it before hactl does; name a path in a"
            + " folder that only root can write"
        : facts
            + ", so that other users can replace what is in it; chmod go-w "
            + path
            + " (an access control list goes with setfacl -b), or name another path";
  }
}
