// Java.java SO DB SQL: Java with sqlite-jdbc. Without enableLoadExtension(true) it says "not authorized".
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

public class Java {
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.enableLoadExtension(true);
    try (Connection c = config.createConnection("jdbc:sqlite:" + args[1]); Statement s = c.createStatement()) {
      try (PreparedStatement load = c.prepareStatement("SELECT load_extension(?)")) {
        load.setString(1, args[0]);
        load.executeQuery().close();
      }
      ResultSet rows = s.executeQuery(Files.readString(Path.of(args[2])));
      int n = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= n; i++) line.append(i > 1 ? "\t" : "").append(text(rows.getObject(i)));
        out.print(line.append('\n'));
      }
      out.flush();
    } catch (SQLException e) {
      err.println(e.getMessage());
      System.exit(1);
    }
  }

  static String text(Object value) {
    if (value == null) return "\\N";
    if (!(value instanceof Double)) return value.toString();
    return String.format("%016x", Double.doubleToRawLongBits((Double) value));
  }
}
