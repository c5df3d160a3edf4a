package org.hactl.module.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.HashMap;
import java.util.Map;
import org.hactl.module.ModuleException;
import org.jspecify.annotations.Nullable;

/** Finds the host's users and groups by name or number. */
final class Accounts {
  private Accounts() {}

  /**
   * The owner and group to give a file, as attributes for {@link java.nio.file.Files#setAttribute}.
   *
   * @param was the file's present attributes; null if there is no file
   */
  static Map<String, Object> ownership(FileResource file, PathState.@Nullable Attributes was)
      throws IOException, ModuleException {
    UserPrincipalLookupService accounts = FileSystems.getDefault().getUserPrincipalLookupService();
    Map<String, Object> ownership = new HashMap<>(was == null ? Map.of() : ownership(was));
    if (file.owner() != null) {
      ownership.remove("unix:uid");
      try {
        ownership.put("posix:owner", accounts.lookupPrincipalByName(file.owner()));
      } catch (UserPrincipalNotFoundException e) {
        throw missing(file, "user", file.owner(), e);
      }
    }
    if (file.group() != null) {
      ownership.remove("unix:gid");
      try {
        ownership.put("posix:group", accounts.lookupPrincipalByGroupName(file.group()));
      } catch (UserPrincipalNotFoundException e) {
        throw missing(file, "group", file.group(), e);
      }
    }
    return ownership;
  }

  static Map<String, Object> ownership(PathState.Attributes was) {
    return Map.of("unix:uid", was.uid(), "unix:gid", was.gid());
  }

  private static ModuleException missing(
      FileResource file, String what, String name, UserPrincipalNotFoundException e) {
    return new ModuleException(
        "cannot write "
            + file.path()
            + ": this host has no "
            + what
            + " \""
            + name
            + "\" (getent "
            + (what.equals("user") ? "passwd" : "group")
            + "); install the package that creates it, or name another in the site",
        e);
  }
}
