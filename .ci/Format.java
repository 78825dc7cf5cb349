import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs google-java-format over every source file of a tree: {@code Format.java check|replace ROOT}.
 */
final class Format {

  private static final Set<String> OUTPUT = Set.of("target", ".git", "node_modules");

  public static void main(String[] args) throws IOException {
    var options =
        args[0].equals("replace")
            ? List.of("--replace")
            : List.of("--dry-run", "--set-exit-if-changed");
    var line = new ArrayList<>(options);
    Files.walkFileTree(
        Path.of(args[1]),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return OUTPUT.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              line.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Main.main(line.toArray(String[]::new));
  }
}
