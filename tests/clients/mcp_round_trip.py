"""Both transports of Pavo's MCP tools, by the protocol's own Python library: pip install "mcp>=2".

mcp_round_trip.py http URL KEY        against a running server
mcp_round_trip.py stdio COMMAND...    against `pavo mcp` as a child process
"""

import asyncio
import base64
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client

OUTPUT = {"format": "mp4", "aspect_ratio": "1:1", "fps": "24", "resolution": "360p"}


async def round_trip(read, write):
    async with ClientSession(read, write) as session:
        greeted = await session.initialize()
        assert greeted.server_info.name == "pavo", greeted
        tools = {tool.name for tool in (await session.list_tools()).tools}
        assert tools == {"create_video", "get_video", "upload_file"}, tools
        print("ok greeting and list of tools, protocol", greeted.protocol_version)

        arguments = {"prompt": "Quay 7 opens", "duration_seconds": 2, "outputs": [OUTPUT]}
        created = await session.call_tool("create_video", arguments)
        assert not created.is_error, created
        video_id = created.structured_content["video_id"]
        told = []

        async def hear(progress, total, message):
            told.append((progress, total, message))

        for _ in range(20):
            got = await session.call_tool(
                "get_video", {"video_id": video_id, "wait_seconds": 20}, progress_callback=hear
            )
            if got.structured_content["status"] != "in-progress":
                break
        assert got.structured_content["status"] == "success", got
        assert told and all(total == 1 for _, total, _ in told), told
        assert [progress for progress, _, _ in told] == sorted(progress for progress, _, _ in told), told
        picture = got.content[1]
        assert base64.b64decode(picture.data).startswith(b"\x89PNG"), picture.mime_type
        print("ok a video with progress", told, "and a picture")

        refused = await session.call_tool("get_video", {"video_id": "vid_none"})
        assert refused.is_error and refused.content[0].text == "Error (404): Video/job not found", refused
        refused = await session.call_tool("create_video", {"prompt": "x", "outputs": []})
        assert refused.is_error and refused.content[0].text.startswith("Error (400): "), refused
        print("ok refusals:", refused.content[0].text)


async def main():
    kind, *rest = sys.argv[1:]
    if kind == "http":
        url, key = rest
        async with create_mcp_http_client(headers={"x-api-key": key}) as client:
            async with streamable_http_client(f"{url}/mcp", http_client=client) as (read, write, *_):
                await round_trip(read, write)
    else:
        async with stdio_client(StdioServerParameters(command=rest[0], args=rest[1:])) as (read, write):
            await round_trip(read, write)


asyncio.run(main())
