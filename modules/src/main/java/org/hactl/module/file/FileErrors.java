package org.hactl.module.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.hactl.module.ModuleException;

/** Explains a failed system call, and what to do about it. */
final class FileErrors {
  private FileErrors() {}

  /**
   * @param doing what failed: {@code cannot write}
   */
  static ModuleException of(String doing, String path, IOException e) {
    String answer = answer(e);
    return new ModuleException(doing + " " + path + ": " + answer + next(answer), e);
  }

  /** The system's own words, without the path that Java prepends. */
  private static String answer(IOException e) {
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = e.getMessage();
    return message == null
        ? e.getClass().getSimpleName()
        : e instanceof FileSystemException ? simple(e) : message;
  }

  /** For the most common errors Java has exceptions without a reason. */
  private static String simple(IOException e) {
    return switch (e.getClass().getSimpleName()) {
      case "AccessDeniedException" -> "Permission denied";
      case "NoSuchFileException" -> "No such file or directory";
      case "FileAlreadyExistsException" -> "File exists";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String next(String answer) {
    if (answer.contains("No space left") || answer.contains("quota exceeded")) {
      return "; the old content is still in place. Free space there (df -h, df -i) and apply again";
    }
    if (answer.contains("Read-only file system")) {
      return "; remount it writable (findmnt, dmesg say why it is not), or leave this file out of"
          + " the site";
    }
    if (answer.contains("Operation not permitted") || answer.contains("Permission denied")) {
      return "; look for an immutable attribute (lsattr), a security module (dmesg) or a file"
          + " system that maps root away";
    }
    return "";
  }
}
