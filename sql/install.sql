CREATE EXTENSION IF NOT EXISTS bsc;
SELECT extversion <> '' AS installed FROM pg_extension WHERE extname = 'bsc';
