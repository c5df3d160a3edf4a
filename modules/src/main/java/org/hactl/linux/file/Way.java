package org.hactl.linux.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The result of a walk to the folder above a path. */
public sealed interface Way extends AutoCloseable {
  /**
   * The folder is open.
   *
   * @param path where the file is, without links
   */
  record Open(Folder folder, Path path) implements Way {
    /** The file's name in the folder. */
    public String name() {
      return String.valueOf(path.getFileName());
    }

    @Override
    public void close() {
      folder.close();
    }
  }

  /**
   * Some folders do not exist yet.
   *
   * @param deepest the last folder that exists
   * @param missing the names of the folders below it, outermost first
   * @param path where the file will be, without links
   */
  record Missing(Folder deepest, List<String> missing, Path path) implements Way {
    public Missing {
      missing = List.copyOf(missing);
    }

    /** The paths of the missing folders, outermost first. */
    public List<Path> folders() {
      List<Path> folders = new ArrayList<>();
      Path folder = path.getParent();
      for (int i = 0; i < missing.size() && folder != null; i++) {
        folders.addFirst(folder);
        folder = folder.getParent();
      }
      return folders;
    }

    /** Makes the missing folders, and returns a way that owns the deepest of them. */
    public Open make(int mode) {
      Folder at = deepest;
      try {
        for (String name : missing) {
          at.makeFolder(name, mode);
          at.sync();
          Folder next = at.enter(name);
          at.close();
          at = next;
        }
        return new Open(at, path);
      } catch (RuntimeException e) {
        at.close();
        throw e;
      }
    }

    @Override
    public void close() {
      deepest.close();
    }
  }

  /**
   * The folder must not or cannot be used.
   *
   * @param why in words: the reason, and what the operator can do
   */
  record Refused(String why) implements Way {
    @Override
    public void close() {}
  }

  @Override
  void close();
}
