package org.hactl.linux.file;

import com.sun.jna.LastErrorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;

/** A folder of this host, used by its descriptor. */
final class PosixFolder implements Folder {
  private static final int PLACE = OpenFlags.PATH | OpenFlags.CLOEXEC;
  private static final int READ = OpenFlags.READ | OpenFlags.NOFOLLOW | OpenFlags.CLOEXEC;
  private static final int OWNER_ONLY = 0600;
  private static final int OWNER_ONLY_FOLDER = 0700;
  private static final int MAX_PATH_BYTES = 4096;
  private static final int CHUNK_BYTES = 65_536;

  private final int fd;
  private final String path;

  private PosixFolder(int fd, String path) {
    this.fd = fd;
    this.path = path;
  }

  /** The root folder. */
  static PosixFolder root() {
    return new PosixFolder(
        SystemCall.runInt("open", "/", () -> LibC.open("/", PLACE | OpenFlags.DIRECTORY)), "");
  }

  @Override
  public FileFacts facts() {
    try {
      return Stat.of(fd);
    } catch (LastErrorException e) {
      throw SystemCall.failure("look at", path.isEmpty() ? "/" : path, e);
    }
  }

  @Override
  public boolean hasAccessList() {
    int folder = open(".", READ | OpenFlags.DIRECTORY);
    try {
      return SecurityAttributes.hasAccessList(folder);
    } catch (LastErrorException e) {
      throw SystemCall.failure("read the access control list of", path, e);
    } finally {
      SystemCall.close(folder);
    }
  }

  @Override
  public Optional<FileFacts> look(String name) {
    try {
      return Optional.of(Stat.of(fd, CString.ofName(name)));
    } catch (LastErrorException e) {
      if (e.getErrorCode() == Errno.ENOENT.code()) {
        return Optional.empty();
      }
      throw SystemCall.failure("look at", pathOf(name), e);
    }
  }

  @Override
  public String readLink(String name) {
    byte[] target = new byte[MAX_PATH_BYTES];
    int length =
        SystemCall.runInt(
            "read link",
            pathOf(name),
            () -> LibC.readlinkat(fd, CString.ofName(name), target, target.length));
    return new String(target, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public Folder enter(String name) {
    return new PosixFolder(
        open(name, PLACE | OpenFlags.DIRECTORY | OpenFlags.NOFOLLOW), pathOf(name));
  }

  @Override
  public RegularFile read(String name, int maxBytes) {
    // To open a device may start it, as with a watchdog. So the file's type is checked before it is
    // opened, and again after that.
    Optional<FileFacts> before = look(name);
    if (before.isPresent()) {
      requireRegular(name, before.get());
    }
    int file = open(name, READ | OpenFlags.NONBLOCK);
    try {
      FileFacts facts = Stat.of(file);
      requireRegular(name, facts);
      return new RegularFile(facts, content(file, name, maxBytes), SecurityAttributes.read(file));
    } catch (LastErrorException e) {
      throw SystemCall.failure("read", pathOf(name), e);
    } finally {
      SystemCall.close(file);
    }
  }

  private void requireRegular(String name, FileFacts facts) {
    Errno errno =
        switch (facts.type()) {
          case REGULAR -> Errno.NONE;
          case LINK -> Errno.ELOOP;
          case FOLDER, PIPE, SOCKET, DEVICE -> Errno.EINVAL;
        };
    if (!errno.equals(Errno.NONE)) {
      throw new LinuxException("read", pathOf(name), errno, "it is not a regular file");
    }
  }

  private byte[] content(int file, String name, int maxBytes) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK_BYTES];
    while (true) {
      int count =
          SystemCall.runInt("read", pathOf(name), () -> LibC.read(file, chunk, chunk.length));
      if (count == 0) {
        return content.toByteArray();
      }
      content.write(chunk, 0, count);
      if (content.size() > maxBytes) {
        throw new LinuxException(
            "read", pathOf(name), Errno.EFBIG, "it has more than " + maxBytes + " bytes");
      }
    }
  }

  @Override
  public WritableFile create(String name) {
    int flags =
        OpenFlags.WRITE
            | OpenFlags.CREATE
            | OpenFlags.EXCLUSIVE
            | OpenFlags.NOFOLLOW
            | OpenFlags.CLOEXEC;
    return new PosixFile(open(name, flags), pathOf(name));
  }

  @Override
  public void makeFolder(String name, int mode) {
    byte[] bytes = CString.ofName(name);
    SystemCall.run("mkdir", pathOf(name), () -> LibC.mkdirat(fd, bytes, OWNER_ONLY_FOLDER));
    // The mode is set by a descriptor, so that the umask does not count. If a link has replaced the
    // folder, the open fails.
    try (PosixFile made = new PosixFile(open(name, READ | OpenFlags.DIRECTORY), pathOf(name))) {
      made.changeMode(mode);
    }
  }

  @Override
  public void makePipe(String name) {
    byte[] bytes = CString.ofName(name);
    SystemCall.run("mkfifo", pathOf(name), () -> LibC.mkfifoat(fd, bytes, OWNER_ONLY));
  }

  @Override
  public WritableFile openPipe(String name) {
    int flags = OpenFlags.WRITE | OpenFlags.NONBLOCK | OpenFlags.NOFOLLOW | OpenFlags.CLOEXEC;
    look(name).ifPresent(before -> requirePipe(name, before));
    int pipe = open(name, flags);
    try {
      requirePipe(name, Stat.of(pipe));
      return new PosixFile(pipe, pathOf(name));
    } catch (LastErrorException | LinuxException e) {
      SystemCall.close(pipe);
      throw e instanceof LastErrorException failed
          ? SystemCall.failure("look at", pathOf(name), failed)
          : e;
    }
  }

  private void requirePipe(String name, FileFacts facts) {
    if (facts.type() != FileType.PIPE) {
      throw new LinuxException("open", pathOf(name), Errno.EEXIST, "it is not a named pipe");
    }
  }

  @Override
  public void rename(String from, String to) {
    SystemCall.run(
        "rename",
        pathOf(to),
        () -> LibC.renameat(fd, CString.ofName(from), fd, CString.ofName(to)));
  }

  @Override
  public boolean remove(String name) {
    try {
      unlink(name, 0);
      return true;
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void removeFolder(String name) {
    unlink(name, OpenFlags.AT_REMOVEDIR);
  }

  private void unlink(String name, int flags) {
    SystemCall.run("remove", pathOf(name), () -> LibC.unlinkat(fd, CString.ofName(name), flags));
  }

  @Override
  public List<String> names() {
    // The descriptor's entry in /proc leads to this folder, even if its path has changed by now.
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(Path.of("/proc/self/fd", Integer.toString(fd)))) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (IOException e) {
      throw new LinuxException("list", path, Errno.EIO, String.valueOf(e.getMessage()));
    }
    return names;
  }

  @Override
  public void sync() {
    try (PosixFile folder = new PosixFile(open(".", READ | OpenFlags.DIRECTORY), path)) {
      folder.sync();
    }
  }

  private int open(String name, int flags) {
    byte[] bytes = CString.ofName(name);
    return SystemCall.runInt("open", pathOf(name), () -> LibC.openat(fd, bytes, flags, OWNER_ONLY));
  }

  private String pathOf(String name) {
    return path + "/" + name;
  }

  @Override
  public void close() {
    SystemCall.close(fd);
  }
}
