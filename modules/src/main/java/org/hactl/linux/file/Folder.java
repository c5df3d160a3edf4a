package org.hactl.linux.file;

import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.LinuxException;

/**
 * An open folder. It stays the same folder even if its path changes. A name is a single name
 * without a slash; if a link has the name, no method follows the link.
 *
 * <p>Each method throws {@link LinuxException} if the system refuses.
 */
public interface Folder extends AutoCloseable {
  /** The facts of the folder itself. */
  FileFacts facts();

  /** Whether an access control list may let more users write to the folder itself. */
  boolean hasAccessList();

  /** The facts of a file in this folder; empty if the folder does not have the name. */
  Optional<FileFacts> look(String name);

  String readLink(String name);

  /**
   * Opens a folder in this one.
   *
   * @throws LinuxException ENOTDIR if a link has the name, or another file that is no folder
   */
  Folder enter(String name);

  /**
   * Reads a regular file.
   *
   * @throws LinuxException ELOOP if it is a link, EINVAL if it is not a regular file, EFBIG if it
   *     is larger than {@code maxBytes}
   */
  RegularFile read(String name, int maxBytes);

  /**
   * Creates a regular file with mode 0600.
   *
   * @throws LinuxException EEXIST if a file or a link has the name already
   */
  WritableFile create(String name);

  void makeFolder(String name, int mode);

  /** Creates a named pipe with mode 0600. */
  void makePipe(String name);

  /**
   * Opens the writing end of a named pipe.
   *
   * @throws LinuxException ENXIO if there is no reader, EEXIST if this is not a pipe
   */
  WritableFile openPipe(String name);

  /** Gives a file another name in this folder, in place of the file that has it. */
  void rename(String from, String to);

  /** Removes a file or a link; false if the folder has neither. */
  boolean remove(String name);

  /**
   * @throws LinuxException ENOTEMPTY if the folder to remove is not empty
   */
  void removeFolder(String name);

  /** The names in this folder, in no order. */
  List<String> names();

  /** Makes new names, renames and removals in this folder durable. */
  void sync();

  @Override
  void close();
}
