<?php
// php.php SO DB SQL: PHP's class SQLite3. It loads by a name inside sqlite3.extension_dir alone, which php.ini or -d
// must set.
[, $so, $file, $sql] = $argv;
$db = new SQLite3($file, SQLITE3_OPEN_READONLY);
$db->enableExceptions(true);
try {
    $db->loadExtension(basename($so));
    $rows = $db->query(file_get_contents($sql));
    while ($row = $rows->fetchArray(SQLITE3_NUM)) {
        $cell = fn($v) => is_null($v) ? '\N' : (is_float($v) ? bin2hex(pack('E', $v)) : $v);
        echo implode("\t", array_map($cell, $row)), "\n";
    }
} catch (Exception $e) {
    fwrite(STDERR, $e->getMessage() . "\n");
    exit(1);
}
