import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The client for JDBC, see Clients.pm for what is read and printed. */
public class Jdbc
{
	static String quoted(String text)
	{
		if (text == null)
			return "null";
		StringBuilder made = new StringBuilder("\"");
		for (char c : text.toCharArray())
		{
			if (c == '"' || c == '\\')
				made.append('\\').append(c);
			else if (c < ' ')
				made.append(String.format("\\u%04x", (int) c));
			else
				made.append(c);
		}
		return made.append('"').toString();
	}

	/** Text for what getObject makes of a value when it is asked for nothing in particular. */
	static String canonical(Object value)
	{
		if (value == null)
			return null;
		if (value instanceof Double)
			return String.format("%016x", Double.doubleToRawLongBits((Double) value));
		if (value instanceof java.sql.Date)
			return ((java.sql.Date) value).toLocalDate().toString();
		if (value instanceof Timestamp)
			return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, ((Timestamp) value).toInstant()));
		return value.toString();
	}

	/** What a tool calls for a parameter of this type. */
	static void set(PreparedStatement statement, int i, String parameter) throws Exception
	{
		int at = parameter.indexOf('=');
		String type = parameter.substring(0, at), value = parameter.substring(at + 1);
		if (value.equals("\\N"))
			statement.setNull(i, Types.VARCHAR);
		else if (type.equals("date"))
			statement.setDate(i, java.sql.Date.valueOf(LocalDate.parse(value)));
		else if (type.equals("timestamptz"))
			statement.setTimestamp(i, Timestamp.from(Instant.parse(value.replace(' ', 'T').replace("+00", "Z"))));
		else if (type.equals("float8"))
			statement.setDouble(i, Double.parseDouble(value));
		else if (type.equals("int8"))
			statement.setLong(i, Long.parseLong(value));
		else if (type.equals("bool"))
			statement.setBoolean(i, Boolean.parseBoolean(value));
		else
			statement.setString(i, value);
	}

	static void run(Connection connection, PrintStream out, String line) throws Exception
	{
		String[] part = line.split("\t", -1);
		try (PreparedStatement statement = connection.prepareStatement(part[1].replaceAll("\\$\\d", "?")))
		{
			for (int i = 2; i < part.length; i++)
				set(statement, i - 1, part[i]);
			ResultSet result = statement.executeQuery();
			ResultSetMetaData data = result.getMetaData();
			int n = data.getColumnCount();
			String[] seen = new String[n];
			List<String> rows = new ArrayList<>();
			while (result.next())
			{
				List<String> row = new ArrayList<>();
				for (int i = 0; i < n; i++)
				{
					Object value = result.getObject(i + 1);
					if (value != null)
						seen[i] = value.getClass().getName();
					row.add(quoted(canonical(value)));
				}
				rows.add("[" + String.join(",", row) + "]");
			}
			List<String> columns = new ArrayList<>();
			for (int i = 0; i < n; i++)
				columns.add("[" + quoted(data.getColumnName(i + 1)) + ","
							+ quoted(data.getColumnTypeName(i + 1) + " " + data.getColumnType(i + 1)) + "," + quoted(seen[i]) + "]");
			out.println("{\"query\":" + quoted(part[0]) + ",\"columns\":[" + String.join(",", columns)
						+ "],\"rows\":[" + String.join(",", rows) + "]}");
		}
	}

	public static void main(String[] arguments) throws Exception
	{
		PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		String url = "jdbc:postgresql://" + System.getenv("PGHOST") + ":" + System.getenv("PGPORT") + "/" + System.getenv("PGDATABASE");
		try (Connection connection = DriverManager.getConnection(url + arguments[0], System.getenv("PGUSER"), System.getenv("PGPASSWORD")))
		{
			for (String line : Files.readAllLines(Path.of(arguments[1]), StandardCharsets.UTF_8))
				run(connection, out, line);
		}
	}
}
